"""The options that say whose list a command is about, the same for every such command."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from cyclopts import CycloptsError, Parameter

from reko_cli.arguments.file_path import check_path
from reko_core.errors import BadInput

if TYPE_CHECKING:
    from reko_core.contract.user_request import ListFields

__all__ = ["ListSource"]

# As in the contract, whose import would make --help slow.
SiteName = Literal["mal", "anilist", "kitsu"]

RequestModel = TypeVar("RequestModel", bound="ListFields")


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class ListSource:
    """Where the list is.

    Parameters
    ----------
    site
        The site of the user, unless the name tells: anilist:NAME, kitsu:NAME, or a profile's URL.
    file
        A list from a file, instead of the user: an XML export of MyAnimeList, AniList or Kitsu, as
        it is or packed (.xml.gz). Nothing of it is stored.

    """

    site: Annotated[SiteName, Parameter(show_default=True)] = "mal"
    file: Annotated[Path | None, Parameter(validator=check_path)] = None

    def user_name(self, user: str) -> str:
        """Return the one string that names the user. Raises BadInput."""
        from reko_core.contract.parsing import parse_user_name
        from reko_core.domain.sites import Site
        from reko_core.domain.text import user_name_in

        return parse_user_name(user_name_in(user, Site(self.site)))

    def shown_name(self, user_name: str) -> str:
        """Return what to call a list in the answer: by its user, or by its file."""
        return user_name if self.file is None else self.file.name

    def check(self, user: str | None) -> None:
        """Raise CycloptsError unless there is one list: the user's or the file's."""
        if (user is None) is (self.file is None):
            raise CycloptsError(msg="Give either USER or --file LIST.")

    def request(
        self, model: type[RequestModel], user: str | None, fields: Mapping[str, Any]
    ) -> RequestModel:
        """Return a request about the list. Raises BadInput (ListFileRefused for the file)."""
        from reko_core.contract.parsing import parse_as

        if self.file is None:
            name = None if user is None else self.user_name(user)
            return parse_as(model, {**fields, "user_name": name})
        from reko_core.lists.files.list_file import read_list_file

        found = read_list_file(_read(self.file))
        request = parse_as(model, {**fields, "entries": ()})
        return request.with_list(found.entries, found.n_unmapped)


def _read(path: Path) -> bytes:
    from reko_core.lists.files.list_file import MAX_FILE_BYTES
    from reko_core.runtime.regular_file import open_regular

    try:
        with open_regular(path) as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise BadInput("file", f"cannot be read: {error.strerror or error}") from error
