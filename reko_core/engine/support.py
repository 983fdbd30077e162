"""Which neighbours stand behind which card."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.community import Items, UserRows
from reko_core.engine.kernels import SCORE_MASK, STATUS_SHIFT

__all__ = ["Support", "find_support"]

_ON_HOLD, _DROPPED = 3, 4


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """Pairs (neighbour, card), sorted by card and then by neighbour.

    neighbours: (n,) int64 positions among the neighbours, closest first.
    cards: (n,) int64 positions among the cards.
    n_cards: how many cards there are in all.
    """

    neighbours: NDArray[np.int64]
    cards: NDArray[np.int64]
    n_cards: int

    def first(self, n_neighbours: int) -> "Support":
        """Return what the closest `n_neighbours` bring."""
        kept = self.neighbours < n_neighbours
        return Support(self.neighbours[kept], self.cards[kept], self.n_cards)

    def is_backed(self) -> NDArray[np.bool_]:
        """Return (n_cards,) whether anybody stands behind a card."""
        return np.bincount(self.cards, minlength=self.n_cards) > 0

    def behind(self, card: int) -> NDArray[np.int64]:
        """Return the neighbours behind one card, closest first."""
        start, stop = np.searchsorted(self.cards, [card, card + 1])
        return self.neighbours[start:stop]


def find_support(
    neighbours: NDArray[np.int64], cards: NDArray[np.int64], rows: UserRows, items: Items
) -> Support:
    """Find who recommends what.

    A neighbour recommends a card whose franchise they liked: something of it completed or being
    watched, and scored at least their own mean (or not scored at all).
    neighbours: (n,) users, closest first. cards: (n,) items, one a franchise.
    """
    card_of = np.full(items.n_franchises, -1, np.int64)
    card_of[items.franchise[cards]] = np.arange(len(cards))
    positions, seen, marks = _rows_of(neighbours, rows)
    scores, statuses = marks & SCORE_MASK, marks >> STATUS_SHIFT
    liked = (scores == 0) | (scores >= rows.mean[neighbours][positions])
    card = card_of[items.franchise[seen]]
    kept = liked & (statuses != _ON_HOLD) & (statuses != _DROPPED) & (card >= 0)
    n_neighbours = max(len(neighbours), 1)
    codes = np.unique(card[kept] * n_neighbours + positions[kept])
    return Support(codes % n_neighbours, codes // n_neighbours, len(cards))


def _rows_of(
    users: NDArray[np.int64], rows: UserRows
) -> tuple[NDArray[np.int64], NDArray[np.uint16], NDArray[np.uint8]]:
    """Return the entries of (n,) users one after the other: position of the user, item, mark."""
    parts = [rows.row(int(user)) for user in users]
    positions = np.repeat(np.arange(len(parts)), [len(seen) for seen, _ in parts])
    return (
        positions,
        np.concatenate([np.zeros(0, np.uint16), *(seen for seen, _ in parts)]),
        np.concatenate([np.zeros(0, np.uint8), *(marks for _, marks in parts)]),
    )
