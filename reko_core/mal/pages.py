"""Bytes of MAL's answers to models. Everything here may run in a thread of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from reko_core.mal.schemas import ListEntry, ListStatus, Node
from reko_core.models import Anime

__all__ = ["ListPage", "Row", "read_anime", "read_last_update", "read_list_page"]

# Id, score, status and episodes of one entry, in the order of `Entries.build`.
Row = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. `n_skipped` entries could not be read; `next` is not yet checked."""

    rows: tuple[Row, ...]
    titles: tuple[Anime, ...]
    n_skipped: int
    next: str | None


def read_list_page(body: bytes) -> ListPage:
    """Read a page; an entry that makes no sense is skipped. Raises ValueError on no page."""
    document = _read_object(body)
    rows, titles = [], []
    data = _data(document)
    for item in data:
        try:
            entry = ListEntry.model_validate(item)
        except ValidationError:
            continue
        place = entry.list_status or ListStatus()
        rows.append((entry.node.id, place.to_score(), place.to_status(), place.to_episodes()))
        if (title := entry.node.to_anime()) is not None:
            titles.append(title)
    return ListPage(tuple(rows), tuple(titles), len(data) - len(rows), _next(document))


def read_last_update(body: bytes) -> datetime | None:
    """Return the newest change on a page, in UTC. Raises ValueError when it is no page."""
    moments = []
    for item in _data(_read_object(body)):
        try:
            place = ListEntry.model_validate(item).list_status
        except ValidationError:
            continue
        if place is not None and place.updated_at is not None:
            moments.append(place.updated_at)
    return max(moments, default=None)


def read_anime(body: bytes) -> Anime:
    """Read one title, with its relations. Raises ValueError when it is none."""
    anime = Node.model_validate(_read_object(body)).to_anime()
    if anime is None:
        raise ValueError("a title without a name")
    return anime


def _read_object(body: bytes) -> dict[str, Any]:
    document = from_json(body)
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004  all that is unreadable is one error
    return document


def _data(document: dict[str, Any]) -> list[Any]:
    data = document.get("data")
    if not isinstance(data, list):
        raise ValueError("no data")  # noqa: TRY004  as above
    return data


def _next(document: dict[str, Any]) -> str | None:
    paging = document.get("paging") or {}
    address = paging.get("next") if isinstance(paging, dict) else None
    if not isinstance(paging, dict) or not isinstance(address, str | None):
        raise ValueError("paging makes no sense")  # noqa: TRY004  as above
    return address or None
