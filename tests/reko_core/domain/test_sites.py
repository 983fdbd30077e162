import pytest

from reko_core.domain.sites import (
    SITES,
    Site,
    bare_name,
    own_list_name,
    profile_url,
    qualified_name,
    site_of,
)
from reko_core.domain.text import user_name_in


@pytest.mark.parametrize("site", SITES)
def test_a_qualified_name_tells_site_and_name(site: Site) -> None:
    name = qualified_name(site, "Some_User")

    assert (site_of(name), bare_name(name)) == (site, "Some_User")
    assert site_of(name.upper()) is site


def test_a_name_alone_is_of_mal() -> None:
    assert qualified_name(Site.MAL, "Some_User") == "Some_User"
    assert site_of("Some_User") is Site.MAL


def test_a_list_kept_for_a_person_is_of_no_site() -> None:
    name = own_list_name(7)

    assert site_of(name) is Site.OWN
    assert Site.OWN not in SITES


@pytest.mark.parametrize("site", SITES)
def test_the_url_of_a_profile_is_read_as_its_user(site: Site) -> None:
    name = qualified_name(site, "Some_User")

    assert user_name_in(f"<{profile_url(name)}/>") == name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" @Some_User ", "Some_User"),
        ("mal:Some_User", "Some_User"),
        ("AniList: @Some_User", "anilist:Some_User"),
        ("https://anilist.co/user/Some_User/animelist?sort=score", "anilist:Some_User"),
        ("kitsu.io/users/some-user/library", "kitsu:some-user"),
        ("http://m.myanimelist.net/animelist/Some_User", "Some_User"),
        ("own:7", "own:7"),
    ],
)
def test_a_user_is_read_as_typed(typed: str, meant: str) -> None:
    assert user_name_in(typed) == meant


def test_the_default_site_holds_unless_the_text_tells_another() -> None:
    assert user_name_in("Some_User", Site.KITSU) == "kitsu:Some_User"
    assert user_name_in("mal:Some_User", Site.KITSU) == "Some_User"
