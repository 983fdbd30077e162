"""What the neighbours who are shown to a user think of one title."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Status
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.neighbourhood import Neighbourhood
from reko_core.engine.prediction.expected_score import MAX_SCORE

__all__ = ["Opinions"]


@dataclass(frozen=True, slots=True, eq=False)
class Opinions:
    """The neighbours who have seen the title, closest first.

    n_neighbours: all neighbours, whether they have seen it or not.
    affinities: (n,) float32. scores: (n,) int64, 0 = unscored. is_dropped: (n,) bool.
    recommends: (n,) bool, as in `ranking.recommenders`.
    """

    n_neighbours: int
    affinities: NDArray[np.float32]
    scores: NDArray[np.int64]
    is_dropped: NDArray[np.bool_]
    recommends: NDArray[np.bool_]

    @classmethod
    def of(cls, model: Model, neighbours: Neighbourhood, item: int) -> Self:
        """Collect what the neighbours think of an item."""
        owners, seen, packed = model.rows.gather(neighbours.users)
        is_item = seen == item
        owners, packed = owners[is_item], packed[is_item]
        recommenders = neighbours.recommenders(model, np.array([item])).neighbours
        return cls(
            n_neighbours=len(neighbours.users),
            affinities=neighbours.affinities[owners],
            scores=(packed & SCORE_MASK).astype(np.int64),
            is_dropped=packed >> STATUS_SHIFT == Status.DROPPED,
            recommends=np.isin(owners, recommenders),
        )

    @classmethod
    def none(cls) -> Self:
        """Return those on a title that is not in the community."""
        return cls(0, np.zeros(0, np.float32), np.zeros(0, np.int64), *[np.zeros(0, bool)] * 2)

    @property
    def histogram(self) -> NDArray[np.int64]:
        """(10,) how many have scored it 1, 2, ... 10."""
        return np.bincount(self.scores, minlength=int(MAX_SCORE) + 1)[1:]
