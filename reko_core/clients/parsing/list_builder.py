"""A list assembled from the pages of a site, with the titles on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime, Entries, UserList

__all__ = ["FetchedList", "ListBuilder", "Row"]

# MAL's id, score, status and episodes of one entry, in the order of `Entries.build`.
Row = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class FetchedList:
    """A user's list and the requested titles on it, without their relations.

    `n_skipped` entries could not be parsed, and `n_unmapped` have no title on MAL. Entries whose
    title has no name are on the list but not among the titles.
    """

    user_list: UserList
    titles: tuple[Anime, ...]
    n_skipped: int = 0
    n_unmapped: int = 0


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

    def build(self, user_name: str, fetched_at: datetime) -> FetchedList:
        """Return the list."""
        nothing = np.zeros((0, 4), np.int32)
        table = np.concatenate([nothing, *self._tables])[: self.max_entries]
        user_list = UserList(user_name, Entries.build(*table.T), fetched_at)
        titles = tuple(self._titles.values())
        return FetchedList(user_list, titles, self.n_skipped, self.n_unmapped)
