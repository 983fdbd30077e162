"""What several users have made of one title, or would."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reko_core.domain.models import Anime, Status, UserList
from reko_core.engine.explanation.title_prediction import (
    TitlePrediction,
    predict_title,
    predict_unknown_title,
)
from reko_core.service.engine_adapter import fold_in
from reko_core.snapshots.storage import Snapshot

__all__ = ["TitleOpinion", "collect_opinions"]


@dataclass(frozen=True, slots=True)
class TitleOpinion:
    """A user and a title.

    status: None if it is not on their list. is_seen: at least a part of it. score: 1-10, 0 if it is
    unscored. expected: the score they would give, 1-10, enjoyment: the chance in percent that it is
    at least their mean; None if it is seen.
    """

    user_name: str
    status: Status | None
    is_seen: bool
    score: int
    expected: float | None = None
    enjoyment: int | None = None

    @property
    def is_planned(self) -> bool:
        """Whether they plan to watch it."""
        return self.status is Status.PLAN_TO_WATCH

    def rank(self) -> tuple[int, float, float, str]:
        """Return the place in a list: seen by score, then planned and others by enjoyment."""
        kind = 0 if self.is_seen else 1 if self.is_planned else 2
        best = -self.score if self.is_seen else -(self.enjoyment or 0)
        return kind, best, -(self.expected or 0), self.user_name


def collect_opinions(
    snapshot: Snapshot, anime: Anime, lists: Sequence[UserList]
) -> list[TitleOpinion]:
    """Return the opinion of each user, in the order given; `anime` need not be in `snapshot`."""
    return [_opinion(snapshot, anime, user_list) for user_list in lists]


def _opinion(snapshot: Snapshot, anime: Anime, user_list: UserList) -> TitleOpinion:
    entries = user_list.entries
    where = int(np.searchsorted(entries.anime_ids, anime.id))
    is_listed = where < len(entries) and entries.anime_ids[where] == anime.id
    status = Status(int(entries.statuses[where])) if is_listed else None
    if is_listed and entries.is_seen[where]:
        score = int(entries.scores[where])
        return TitleOpinion(user_list.user_name, status, is_seen=True, score=score)
    predicted = _predict(snapshot, anime, user_list)
    return TitleOpinion(
        user_list.user_name,
        status,
        is_seen=False,
        score=0,
        expected=round(predicted.score, 1),
        enjoyment=round(100 * predicted.enjoyment),
    )


def _predict(snapshot: Snapshot, anime: Anime, user_list: UserList) -> TitlePrediction:
    profile, item = fold_in(snapshot, user_list), snapshot.item_of(anime.id)
    if item is None:
        return predict_unknown_title(snapshot.model, profile, anime.mean)
    return predict_title(snapshot.model, profile, item)
