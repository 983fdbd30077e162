"""A community with all models fitted to it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import FranchiseColumns, Items, UserRows
from reko_core.engine.prediction.enjoyment import EnjoymentModel
from reko_core.engine.prediction.expected_score import ScoreModel
from reko_core.engine.prediction.factors import Factors
from reko_core.engine.similarity.affinity import AffinityScale

__all__ = ["Model"]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What the engine reads; never written to.

    ease: (2, m, m) float16 B of the m most popular franchises, for short and for long lists
    (`ranking.ease`). mu: mean score of the community.
    """

    items: Items
    rows: UserRows
    columns: FranchiseColumns
    ease: NDArray[np.float16]
    mu: float
    factors: Factors
    scale: AffinityScale
    scores: ScoreModel
    enjoyment: EnjoymentModel
