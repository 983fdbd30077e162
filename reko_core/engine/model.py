"""A community with all models fitted to it."""

from dataclasses import dataclass

from reko_core.engine.data.community import FranchiseColumns, Items, UserRows
from reko_core.engine.data.season_viewers import SeasonViewers
from reko_core.engine.prediction.content_interest import ContentInterest
from reko_core.engine.prediction.ease import Ease
from reko_core.engine.prediction.enjoyment import EnjoymentModel
from reko_core.engine.prediction.expected_score import ScoreModel
from reko_core.engine.prediction.factors import Factors
from reko_core.engine.similarity.affinity import AffinityScale

__all__ = ["Model"]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What the engine reads; never written to.

    mu: mean score of the community. rows: of all its users, or of the compared ones alone
    (`similarity.user_shard`).
    """

    items: Items
    rows: UserRows
    columns: FranchiseColumns
    ease: Ease
    mu: float
    factors: Factors
    scale: AffinityScale
    scores: ScoreModel
    enjoyment: EnjoymentModel
    interest: ContentInterest
    viewers: SeasonViewers

    @property
    def n_users(self) -> int:
        """Number of users of the community."""
        return len(self.columns.norms)
