import pytest
from yarl import URL

from reko_core.clients.mal.paging import next_url
from reko_core.errors import SiteUnavailable

HERE = URL("https://mal.example/v2/users/Some_User/animelist?offset=0")


@pytest.mark.parametrize(
    "address",
    [
        "https://mal.example/v2/users/Some_User/animelist?offset=100",
        "https://MAL.example:443/v2/users/some_user/animelist?offset=100",
        "https://mal.example/v2/./users/Some_User/animelist?offset=100#part",
    ],
)
def test_a_later_page_of_the_same_list_is_followed(address: str) -> None:
    followed = next_url(address, HERE, {HERE})

    assert followed is not None
    assert followed.host == "mal.example"
    assert followed.raw_path.lower() == "/v2/users/some_user/animelist"
    assert followed.raw_query_string == "offset=100"
    assert not followed.raw_fragment


@pytest.mark.parametrize(
    "address",
    [
        "http://mal.example/v2/users/Some_User/animelist?offset=1",
        "https://mal.example:8443/v2/users/Some_User/animelist?offset=1",
        "https://mal.example./v2/users/Some_User/animelist?offset=1",
        "https://mal.example@evil.example/v2/users/Some_User/animelist?offset=1",
        "https://evil.example#@mal.example/v2/users/Some_User/animelist?offset=1",
        "https://evil.example\\@mal.example/v2/users/Some_User/animelist?offset=1",
        "https://mal.example\\@evil.example/v2/users/Some_User/animelist?offset=1",
        "https://:secret@mal.example/v2/users/Some_User/animelist?offset=1",
        "https://me@mal.example/v2/users/Some_User/animelist?offset=1",
        "https://m%61l.example/v2/users/Some_User/animelist?offset=1",
        "https://mаl.example/v2/users/Some_User/animelist?offset=1",  # noqa: RUF001
        "https://mal.example/v2/users/Some_User/../Another/animelist?offset=1",
        "https://mal.example/v2/users/Some_User/%2e%2e/Another/animelist?offset=1",
        "https://mal.example/v2/users/Some_User/..%2fAnother/animelist?offset=1",
        "https://mal.example/v2/users/Another/animelist?offset=1",
        "https://mal.example/v2/anime/1",
        "https://mal.example/v2\\users\\Some_User\\animelist",
        "https://mal.example:99999/v2/users/Some_User/animelist",
        "//mal.example/v2/users/Some_User/animelist?offset=1",
        "?offset=1",
        "file:///etc/passwd",
        "https://[::1/v2",
        "\ud800",
        "https://mal.example/v2/users/Some_User/animelist?" + "a" * 2000,
    ],
)
def test_any_other_url_is_refused(address: str) -> None:
    with pytest.raises(SiteUnavailable, match=r"paging\.next"):
        next_url(address, HERE, {HERE})


def test_a_page_is_not_requested_again_under_another_fragment() -> None:
    with pytest.raises(SiteUnavailable, match="repeats"):
        next_url(f"{HERE}#again", HERE, {HERE})
