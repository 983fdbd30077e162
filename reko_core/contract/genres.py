"""The response of `GET /genres`, the same for every front end."""

from pydantic import RootModel

from reko_core.contract.fields import RequestModel

__all__ = ["GenreNames", "GenreQuery"]


class GenreQuery(RequestModel):
    """A request for the genres, which takes nothing."""


class GenreNames(RootModel[tuple[str, ...]]):
    """The genres that can be filtered by, those of most titles seen first."""
