"""Responses of MAL parsed to models. Everything here may run in a thread.

Most of a page is data of titles, which are mostly in the catalogue already. So a list is parsed
without them, from JSON directly to rows: that takes a quarter of the time and makes few objects.
It matters for latency: a thread that parses holds the GIL against the event loop, and the garbage
collection that follows many new objects holds it for tens of milliseconds.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from reko_core.clients.mal import schemas
from reko_core.clients.mal.schemas import (
    ListChange,
    ListEntry,
    Node,
    SeasonPage,
    SynopsisNode,
)
from reko_core.clients.parsing.json_objects import check_n_values
from reko_core.clients.parsing.list_builder import Row
from reko_core.domain.models import Anime
from reko_core.domain.sanitize import sanitize_synopsis
from reko_core.domain.season import Season

__all__ = [
    "FetchedSeason",
    "ListPage",
    "read_anime",
    "read_last_update",
    "read_list_page",
    "read_season",
    "read_synopsis",
    "read_titles",
]

_ENTRIES = schemas.ListPage[ListEntry]
_CHANGES = schemas.ListPage[ListChange]


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. `n_skipped` entries could not be parsed; `next` is not validated.

    `body` is the source, for `read_titles`.
    """

    rows: tuple[Row, ...]
    n_skipped: int
    next: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class FetchedSeason:
    """The titles of a season, most listed first, without their relations.

    new_ids: those that start in it; the others started earlier and continue.
    """

    titles: tuple[Anime, ...]
    new_ids: frozenset[int]


def read_list_page(body: bytes) -> ListPage:
    """Parse a page; invalid entries are skipped. Raises ValueError if it is no page."""
    check_n_values(body)
    page = _ENTRIES.model_validate_json(body)
    rows = tuple(_row(entry) for entry in page.data if entry is not None)
    return ListPage(rows, len(page.data) - len(rows), _next(page.paging), body)


def read_titles(body: bytes, wanted: Collection[int]) -> tuple[Anime, ...]:
    """Parse the titles with these ids from a valid page; those without a name are left out."""
    titles = []
    for item in from_json(body)["data"]:
        try:
            entry = ListEntry.model_validate(item)
        except ValidationError:
            continue
        if entry.id in wanted:
            titles.append(Node.model_validate(item["node"]).to_anime())
    return tuple(title for title in titles if title is not None)


def read_last_update(body: bytes) -> datetime | None:
    """Return the latest change on a page, in UTC. Raises ValueError if it is no page."""
    changes = (change for change in _CHANGES.model_validate_json(body).data if change is not None)
    moments = (change.updated_at for change in changes)
    return max((moment for moment in moments if moment is not None), default=None)


def read_anime(body: bytes) -> Anime:
    """Parse one title with its relations. Raises ValueError if it is none."""
    anime = Node.model_validate_json(body).to_anime()
    if anime is None:
        raise ValueError("title without a name")
    return anime


def read_season(body: bytes, season: Season) -> FetchedSeason:
    """Parse the titles of a season; invalid ones are skipped. Raises ValueError if it is none."""
    check_n_values(body)
    page = SeasonPage.model_validate_json(body)
    nodes = [title.node for title in page.data if title is not None]
    titles = {anime.id: anime for node in nodes if (anime := node.to_anime()) is not None}
    new_ids = frozenset(node.id for node in nodes if node.starts_in(season))
    return FetchedSeason(tuple(titles.values()), new_ids & titles.keys())


def read_synopsis(body: bytes) -> str:
    """Return the synopsis of a title, empty if it has none. Raises ValueError if it is no title."""
    return sanitize_synopsis(SynopsisNode.model_validate_json(body).synopsis or "")


def _row(entry: ListEntry) -> Row:
    return entry.id, entry.to_score(), entry.to_status(), entry.to_episodes()


def _next(paging: Any) -> str | None:  # noqa: ANN401  it may be anything
    paging = paging or {}
    address = paging.get("next") if isinstance(paging, dict) else None
    if not isinstance(paging, dict) or not isinstance(address, str | None):
        raise ValueError("paging is invalid")  # noqa: TRY004  callers handle one type of error
    return address or None
