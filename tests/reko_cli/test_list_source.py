"""`--site`, and names that tell their site themselves."""

import pytest

from reko_cli.arguments.list_source import ListSource
from reko_core.errors import BadInput


def test_site_is_of_the_option_unless_the_name_tells() -> None:
    source = ListSource(site="anilist")

    assert ListSource().user_name(" Some_One ") == "Some_One"
    assert source.user_name("Some_One") == "anilist:Some_One"
    assert source.user_name("kitsu:Some_One") == "kitsu:Some_One"
    assert source.user_name("https://myanimelist.net/profile/Some_One") == "Some_One"


@pytest.mark.parametrize("name", ["own:42", "a", "no name", "kitsu:", "", "anilist:own:42"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="user_name"):
        ListSource().user_name(name)
