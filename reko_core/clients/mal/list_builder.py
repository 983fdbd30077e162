"""A list as it came from MAL, with the titles that came along."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from reko_core.clients.mal.pages import ListPage
from reko_core.domain.models import Anime, Entries, UserList

__all__ = ["FetchedList", "Gathering"]


@dataclass(frozen=True, slots=True)
class FetchedList:
    """A user's list, and those of its titles that were wanted, without their relations.

    `n_skipped` entries could not be read. Entries whose title MAL does not name are on the
    list but not among the titles.
    """

    user_list: UserList
    titles: tuple[Anime, ...]
    n_skipped: int = 0


@dataclass(slots=True)
class Gathering:
    """The pages of a list so far; no more than `max_entries` entries are kept."""

    max_entries: int
    n_read: int = 0
    n_skipped: int = 0
    _tables: list[NDArray[np.int32]] = field(default_factory=list)
    _titles: dict[int, Anime] = field(default_factory=dict)

    def add(self, page: ListPage, titles: Iterable[Anime] = ()) -> None:
        """Take a page in; of a title that stands on two pages the later one is kept."""
        self.n_read += len(page.rows) + page.n_skipped
        self.n_skipped += page.n_skipped
        self._tables.append(np.array(page.rows, np.int32).reshape(-1, 4))
        self._titles.update((title.id, title) for title in titles)

    @property
    def is_full(self) -> bool:
        """Whether the list is read no further; entries that were skipped count too."""
        return self.n_read >= self.max_entries

    def finish(self, user_name: str, fetched_at: datetime) -> FetchedList:
        """Return what was read."""
        nothing = np.zeros((0, 4), np.int32)
        table = np.concatenate([nothing, *self._tables])[: self.max_entries]
        user_list = UserList(user_name, Entries.build(*table.T), fetched_at)
        return FetchedList(user_list, tuple(self._titles.values()), self.n_skipped)
