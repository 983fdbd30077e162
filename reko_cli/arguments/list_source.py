"""The option that says where a user's list is, the same for every command about one list."""

from dataclasses import dataclass
from typing import Annotated, Literal

from cyclopts import Parameter

__all__ = ["ListSource"]

# As in the contract, whose import would make --help slow.
SiteName = Literal["mal", "anilist", "kitsu"]


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class ListSource:
    """Where the list is.

    Parameters
    ----------
    site
        The site of the user, unless the name tells: anilist:NAME, kitsu:NAME, or a profile's URL.

    """

    site: Annotated[SiteName, Parameter(show_default=True)] = "mal"

    def user_name(self, user: str) -> str:
        """Return the one string that names the user. Raises BadInput."""
        from reko_core.contract.parsing import parse_user_name
        from reko_core.domain.sites import Site
        from reko_core.domain.text import user_name_in

        return parse_user_name(user_name_in(user, Site(self.site)))
