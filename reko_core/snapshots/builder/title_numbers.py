"""Titles numbered as lists come in, so that an entry takes two bytes from the start."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["MAX_TITLES", "TitleNumbers"]

MAX_TITLES = 65_535
_MAX_COUNTED_ID = 10_000_000


class TitleNumbers:
    """The titles seen so far, numbered in order of appearance."""

    def __init__(self) -> None:
        self._ids: list[int] = []
        # By id; its memory grows with the largest one, so that greater ones are in a dictionary.
        self._table = np.full(1 << 16, -1, np.int32)
        self._others: dict[int, int] = {}

    @property
    def ids(self) -> NDArray[np.int32]:
        """The (n,) titles, by number."""
        return np.array(self._ids, np.int32)

    def number(self, ids: NDArray[np.int32]) -> NDArray[np.uint16]:
        """Return (n,) numbers of (n,) ids; they are wrong beyond MAX_TITLES."""
        found = np.empty(len(ids), np.int32)
        is_counted = ids <= _MAX_COUNTED_ID
        found[is_counted] = self._look_up(ids[is_counted])
        found[~is_counted] = [self._number_other(one) for one in ids[~is_counted].tolist()]
        return found.astype(np.uint16)

    def _look_up(self, ids: NDArray[np.int32]) -> NDArray[np.int32]:
        top = int(ids.max(initial=0))
        if top >= len(self._table):
            room = np.full(max(top + 1, 2 * len(self._table)) - len(self._table), -1, np.int32)
            self._table = np.concatenate([self._table, room])
        new = np.unique(ids[self._table[ids] < 0])
        self._table[new] = len(self._ids) + np.arange(len(new))
        self._ids.extend(new.tolist())
        return self._table[ids]

    def _number_other(self, anime_id: int) -> int:
        if anime_id not in self._others:
            self._others[anime_id] = len(self._ids)
            self._ids.append(anime_id)
        return self._others[anime_id]
