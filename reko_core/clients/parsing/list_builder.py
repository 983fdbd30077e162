"""A list assembled from the pages of a site, with the titles on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime, Entries, Status, UserList
from reko_core.domain.sites import Site

__all__ = ["FetchedList", "ListBuilder", "Row"]

# MAL's id, score, status and episodes of one entry, in the order of `Entries.build`.
Row = tuple[int, int, int, int]

_STATUSES_BY_VALUE = (
    Status.UNKNOWN,
    Status.PLAN_TO_WATCH,
    Status.DROPPED,
    Status.ON_HOLD,
    Status.WATCHING,
    Status.COMPLETED,
)


@dataclass(frozen=True, slots=True)
class FetchedList:
    """A user's list and the requested titles on it, without their relations.

    `n_skipped` entries could not be parsed. Entries whose title has no name are on the list but
    not among the titles.
    """

    user_list: UserList
    titles: tuple[Anime, ...]
    n_skipped: int = 0


@dataclass(slots=True)
class ListBuilder:
    """Collects the pages of a list, up to `max_entries` entries."""

    max_entries: int
    n_read: int = 0
    n_skipped: int = 0
    n_unmapped: int = 0
    _tables: list[NDArray[np.int32]] = field(default_factory=list)
    _titles: dict[int, Anime] = field(default_factory=dict)

    def add(
        self,
        rows: Sequence[Row],
        titles: Iterable[Anime] = (),
        *,
        n_skipped: int = 0,
        n_unmapped: int = 0,
    ) -> None:
        """Add a page; of a title on two pages the later one wins."""
        self.n_read += len(rows) + n_skipped + n_unmapped
        self.n_skipped += n_skipped
        self.n_unmapped += n_unmapped
        self._tables.append(np.array(rows, np.int32).reshape(-1, 4))
        self._titles.update((title.id, title) for title in titles)

    @property
    def is_full(self) -> bool:
        """Whether `max_entries` is reached; skipped and unmapped entries count."""
        return self.n_read >= self.max_entries

    def build(self, user_name: str, fetched_at: datetime, site: Site = Site.MAL) -> FetchedList:
        """Return the list.

        Where several titles of another site are one on MAL, the entry that says most counts.
        """
        nothing = np.zeros((0, 4), np.int32)
        table = np.concatenate([nothing, *self._tables])[: self.max_entries]
        if site is not Site.MAL:
            table = table[_by_value(table)]
        entries = Entries.build(*table.T)
        user_list = UserList(user_name, entries, fetched_at, site.value, self.n_unmapped)
        titles = tuple(self._titles.values())
        return FetchedList(user_list, titles, self.n_skipped)


def _by_value(table: NDArray[np.int32]) -> NDArray[np.intp]:
    """Return the order in which what says most comes last: a score, then what was seen of it."""
    _, scores, statuses, episodes = table.T
    ranks = np.zeros(max(Status) + 1, np.int8)
    ranks[[*_STATUSES_BY_VALUE]] = np.arange(len(_STATUSES_BY_VALUE))
    return np.lexsort((scores, episodes, ranks[statuses], scores > 0))
