"""A list assembled from the pages of MAL, with the titles on them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from reko_core.clients.mal.pages import ListPage
from reko_core.domain.models import Anime, Entries, UserList

__all__ = ["FetchedList", "ListBuilder"]


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
    _tables: list[NDArray[np.int32]] = field(default_factory=list)
    _titles: dict[int, Anime] = field(default_factory=dict)

    def add(self, page: ListPage, titles: Iterable[Anime] = ()) -> None:
        """Add a page; of a title on two pages the later one wins."""
        self.n_read += len(page.rows) + page.n_skipped
        self.n_skipped += page.n_skipped
        self._tables.append(np.array(page.rows, np.int32).reshape(-1, 4))
        self._titles.update((title.id, title) for title in titles)

    @property
    def is_full(self) -> bool:
        """Whether `max_entries` is reached; skipped entries count."""
        return self.n_read >= self.max_entries

    def build(self, user_name: str, fetched_at: datetime) -> FetchedList:
        """Return the list."""
        nothing = np.zeros((0, 4), np.int32)
        table = np.concatenate([nothing, *self._tables])[: self.max_entries]
        user_list = UserList(user_name, Entries.build(*table.T), fetched_at)
        return FetchedList(user_list, tuple(self._titles.values()), self.n_skipped)
