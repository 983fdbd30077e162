"""The engine's explanation as the response of `POST /recommendations/why`."""

from collections.abc import Mapping

import numpy as np

from reko_core.contract.explain import (
    ClosestUser,
    Counterfactual,
    ExpectedRange,
    Influence,
    ListEntry,
    SimilarOpinions,
    WhyMetadata,
    WhyRequest,
    WhyResponse,
)
from reko_core.contract.recommend import UserCounts
from reko_core.domain.models import Anime, Entries, Status, UserList
from reko_core.engine.explanation.explain import Explanation, Group
from reko_core.engine.explanation.opinions import Opinions
from reko_core.engine.explanation.title_prediction import TitlePrediction
from reko_core.service.response import format_timestamp
from reko_core.service.title_infos import anime_info, titles_of
from reko_core.snapshots.storage import Snapshot

__all__ = ["make_why_response"]

N_CLOSEST = 10
AFFINITY_STEP = 10


def make_why_response(
    request: WhyRequest,
    user_list: UserList,
    explanation: Explanation,
    snapshot: Snapshot,
    titles: Mapping[int, Anime],
    *,
    missing_users: float | None = None,
) -> WhyResponse:
    """Return the response; `titles` holds at least the explained and the influencing ones.

    missing_users: share of the community that was not searched, None = 0.
    """
    return WhyResponse(
        metadata=WhyMetadata(
            user_last_analyzed=format_timestamp(user_list.fetched_at),
            basis=explanation.basis.value,
            users=UserCounts(
                found=explanation.opinions.n_neighbours,
                banned=tuple(dict.fromkeys(request.banned_users)),
            ),
            missing_users=missing_users,
        ),
        info=anime_info(
            titles[request.anime_id], snapshot.adult_ids, include_adult=request.include_adult
        ),
        expected=_expected(explanation.prediction),
        own=_own(user_list.entries, request.anime_id),
        influences=_influences(request, explanation, snapshot, titles),
        without=Counterfactual(
            raising=_without(explanation.raising), lowering=_without(explanation.lowering)
        ),
        similar=_similar(explanation.opinions),
    )


def _expected(prediction: TitlePrediction) -> ExpectedRange:
    return ExpectedRange(
        score=round(prediction.score, 2),
        enjoyment=round(100 * prediction.enjoyment),
        low=round(prediction.low, 2),
        high=round(prediction.high, 2),
    )


def _own(entries: Entries, anime_id: int) -> ListEntry | None:
    found = np.flatnonzero(entries.anime_ids == anime_id).tolist()
    if not found:
        return None
    status, score = Status(int(entries.statuses[found[0]])), int(entries.scores[found[0]])
    return ListEntry.model_validate(
        {
            "status": None if status is Status.UNKNOWN else status.name.lower(),
            "score": score or None,
        }
    )


def _influences(
    request: WhyRequest,
    explanation: Explanation,
    snapshot: Snapshot,
    titles: Mapping[int, Anime],
) -> tuple[Influence, ...]:
    """Return the influencing titles, from the most raising to the most lowering one."""
    ids = snapshot.model.items.ids
    named = (*explanation.raising.influences, *reversed(explanation.lowering.influences))
    return tuple(
        Influence(
            id=int(ids[one.item]),
            title=titles[int(ids[one.item])].title,
            titles=titles_of(titles[int(ids[one.item])]),
            score=one.score,
            effect=round(one.effect, 3),
        )
        for one in named
        if titles[int(ids[one.item])].is_shown(include_adult=request.include_adult)
    )


def _without(group: Group) -> float | None:
    return None if group.without is None else round(group.without, 2)


def _similar(opinions: Opinions) -> SimilarOpinions:
    scores, recommends = opinions.scores, opinions.recommends
    # Exact affinities, or the order by them, would tell who is who from title to title.
    lowest = int(opinions.affinities[:N_CLOSEST].min(initial=100))
    affinity = lowest // AFFINITY_STEP * AFFINITY_STEP
    by_score = np.lexsort((recommends[:N_CLOSEST], scores[:N_CLOSEST]))[::-1]
    return SimilarOpinions(
        seen=len(scores),
        scored=int(np.count_nonzero(scores)),
        dropped=int(np.count_nonzero(opinions.is_dropped)),
        recommended=int(np.count_nonzero(recommends)),
        histogram=tuple(opinions.histogram.tolist()),
        closest=tuple(
            ClosestUser(
                affinity=affinity, score=int(scores[k]) or None, recommends=bool(recommends[k])
            )
            for k in by_score
        ),
    )
