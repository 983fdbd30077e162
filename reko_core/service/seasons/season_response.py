"""The engine's order of a season as the response of `POST /recommendations/season`."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from reko_core.contract.explain import ExpectedRange
from reko_core.contract.recommend import AnimeInfo
from reko_core.contract.season import OwnTitle, SeasonReason, SeasonRecommendation
from reko_core.domain.models import MAX_SCORE, Entries, Status
from reko_core.engine.season.rank_season import SeasonPick
from reko_core.engine.season.reasons import Reason

__all__ = ["make_recommendations"]


def make_recommendations(
    picks: Sequence[SeasonPick],
    ids: NDArray[np.int32],
    infos: Mapping[int, AnimeInfo],
    new_ids: AbstractSet[int],
    entries: Entries,
) -> tuple[SeasonRecommendation, ...]:
    """Return the titles of a page.

    ids: (n_items,) MAL ids. infos: of the picked titles, and of those that reasons name if they may
    be named. new_ids: titles that start in the season. entries: the user's list.
    """
    planned = frozenset(entries.anime_ids[entries.statuses == Status.PLAN_TO_WATCH].tolist())
    recommendations = []
    for pick in picks:
        anime_id = int(ids[pick.item])
        recommendations.append(
            SeasonRecommendation(
                id=anime_id,
                info=infos[anime_id],
                match=pick.match,
                expected=ExpectedRange(
                    score=round(pick.expected, 2),
                    enjoyment=round(100 * pick.enjoyment),
                    low=round(max(pick.expected - pick.half_width, 1), 1),
                    high=round(min(pick.expected + pick.half_width, MAX_SCORE), 1),
                ),
                reason=_reason(pick.reason, ids, infos),
                is_new=anime_id in new_ids,
                is_planned=anime_id in planned,
                is_little_known=pick.is_little_known,
                misses_earlier=pick.misses_earlier,
                n_lists=pick.n_lists,
            )
        )
    return tuple(recommendations)


def _reason(
    reason: Reason | None, ids: NDArray[np.int32], infos: Mapping[int, AnimeInfo]
) -> SeasonReason | None:
    """Return a reason in the contract's form, None where its title may not be named."""
    if reason is None:
        return None
    own = None
    if reason.item is not None:
        info = infos.get(int(ids[reason.item]))
        if info is None:
            return None
        own = OwnTitle(id=info.id, title=info.title, titles=info.titles, score=reason.score or None)
    return SeasonReason(kind=reason.kind.value, own=own, names=reason.traits)
