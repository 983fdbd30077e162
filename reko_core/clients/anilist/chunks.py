"""Responses of AniList parsed. Everything here may run in a thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reko_core.clients.anilist.schemas import Collection, EntryChange, ListEntry
from reko_core.clients.parsing.json_objects import check_n_values
from reko_core.clients.parsing.lenient import clipped_episodes
from reko_core.clients.parsing.list_builder import Row

__all__ = ["ListChunk", "read_chunk", "read_last_update"]

_ENTRIES, _CHANGES = Collection[ListEntry], Collection[EntryChange]


@dataclass(frozen=True, slots=True)
class ListChunk:
    """A part of a list, each title once.

    rows: as `Row`, but with AniList's ids. mal_ids: what AniList knows of MAL's ids, by its own.
    `n_skipped` entries could not be parsed. user_name: as AniList spells it.
    """

    rows: tuple[Row, ...]
    mal_ids: Mapping[int, int]
    n_skipped: int
    has_next: bool
    user_name: str | None


def read_chunk(body: bytes) -> ListChunk:
    """Parse a part of a list; invalid entries are skipped. Raises ValueError if it is none."""
    check_n_values(body)
    chunk = _ENTRIES.model_validate_json(body).chunk
    entries = [entry for entry in chunk.entries if entry is not None]
    # An entry stands in the list of its status and in each list that its user has put it into.
    by_id = {entry.media_id: entry for entry in entries}
    return ListChunk(
        rows=tuple(map(_row, by_id.values())),
        mal_ids={
            media_id: entry.mal_id for media_id, entry in by_id.items() if entry.mal_id is not None
        },
        n_skipped=len(chunk.entries) - len(entries),
        has_next=bool(chunk.has_next),
        user_name=None if chunk.user is None else chunk.user.name,
    )


def read_last_update(body: bytes) -> datetime | None:
    """Return the latest change, in UTC. Raises ValueError if it is no part of a list."""
    chunk = _CHANGES.model_validate_json(body).chunk
    moments = (entry.updated_at for entry in chunk.entries if entry is not None)
    return max((moment for moment in moments if moment is not None), default=None)


def _row(entry: ListEntry) -> Row:
    episodes = clipped_episodes(entry.progress)
    return entry.media_id, entry.to_score(), entry.to_status(), episodes
