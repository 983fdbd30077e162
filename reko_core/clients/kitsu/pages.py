"""Responses of Kitsu parsed. Everything here may run in a thread."""

from dataclasses import dataclass
from datetime import datetime

from reko_core.clients.kitsu.schemas import EntryChange, LibraryEntry, Mappings, Page, User
from reko_core.clients.parsing.lenient import clipped_episodes
from reko_core.clients.parsing.list_builder import Row

__all__ = ["LibraryPage", "read_last_update", "read_library_page", "read_mal_ids", "read_user"]

_USERS, _ENTRIES, _CHANGES = Page[User], Page[LibraryEntry], Page[EntryChange]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """One page of a list.

    rows: as `Row`, but with Kitsu's ids. n_items: all entries on the page, those that could not be
    parsed (`n_skipped`) and private ones included.
    """

    rows: tuple[Row, ...]
    n_items: int
    n_skipped: int
    has_next: bool


def read_user(body: bytes) -> User | None:
    """Return the only user found, None if there is none. Raises ValueError if it is no page."""
    found = _USERS.model_validate_json(body).data
    return found[0] if len(found) == 1 else None


def read_library_page(body: bytes) -> LibraryPage:
    """Parse a page; invalid entries are skipped. Raises ValueError if it is no page."""
    page = _ENTRIES.model_validate_json(body)
    entries = [entry for entry in page.data if entry is not None]
    # Without a token Kitsu sends no private entries. If it ever does, they stay private.
    rows = tuple(_row(entry) for entry in entries if not entry.is_private)
    return LibraryPage(rows, len(page.data), len(page.data) - len(entries), page.has_next)


def read_last_update(body: bytes) -> datetime | None:
    """Return the latest change on a page, in UTC. Raises ValueError if it is no page."""
    changes = (change for change in _CHANGES.model_validate_json(body).data if change is not None)
    moments = (change.updated_at for change in changes)
    return max((moment for moment in moments if moment is not None), default=None)


def read_mal_ids(body: bytes) -> dict[int, int]:
    """Return MAL's ids by Kitsu's. Raises ValueError if these are no titles with mappings."""
    return Mappings.model_validate_json(body).mal_ids()


def _row(entry: LibraryEntry) -> Row:
    episodes = clipped_episodes(entry.progress)
    return entry.site_id, entry.to_score(), entry.to_status(), episodes
