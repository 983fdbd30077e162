"""The engine as the service calls it: requests and lists in, the engine's results out.

Everything here is computation: call it on a thread of the engine, not on the event loop.
"""

from collections.abc import Sequence

import numpy as np
import structlog
from numpy.typing import NDArray

from reko_core.contract.explain import WhyRequest
from reko_core.contract.recommend import Request
from reko_core.domain.models import Status, UserList
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.explanation.explain import (
    Explanation,
    explain,
    explain_among,
    explain_unknown,
)
from reko_core.engine.ranking.candidates import Planned
from reko_core.engine.ranking.neighbours import NeighbourRules
from reko_core.engine.ranking.tips import Tips
from reko_core.engine.recommend import Query, Result, recommend, recommend_among
from reko_core.engine.similarity.favourite_genres import favourite_genres
from reko_core.engine.similarity.profile_comparison import ProfileComparison, compare_profiles
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.user_shard import FoundUsers, ShardQuery
from reko_core.service.shown_genres import shown_genres
from reko_core.snapshots.storage import Snapshot
from reko_core.snapshots.user_hashes import UserHasher

__all__ = ["EngineAdapter", "fold_in", "planned_of"]

_log = structlog.get_logger(__name__)


class EngineAdapter:
    """Builds the engine's profiles and queries, and runs it on them."""

    def __init__(self, hasher: UserHasher, rules: NeighbourRules) -> None:
        self._hasher = hasher
        self._rules = rules

    def prepare_search(
        self,
        snapshot: Snapshot,
        user_list: UserList,
        banned_users: Sequence[str],
        unseen_id: int | None = None,
    ) -> tuple[ShardQuery, NDArray[np.int64]]:
        """Return what a search for similar users elsewhere needs, and who is left out of it."""
        model = snapshot.model
        profile = fold_in(snapshot, user_list, unseen_id)
        query = SimilarityQuery.of(profile, model.items, model.mu, model.n_users)
        return ShardQuery.of(query), self.excluded_users(snapshot, user_list, banned_users)

    def recommend(
        self,
        snapshot: Snapshot,
        user_list: UserList,
        request: Request,
        n_spare: int,
        found: FoundUsers | None = None,
        *,
        sender: UserList | None = None,
    ) -> Result:
        """Return the best titles, and `n_spare` more. Raises BadInput for an unknown genre.

        found: the similar users, where they are not searched for here. sender: the list of
        `from_user`.
        """
        query = Query(
            accuracy=request.accuracy,
            popularity=request.popularity,
            n_wanted=request.limit,
            n_skipped=request.offset,
            n_spare=n_spare,
            banned_items=snapshot.items_of(request.banned_ids),
            excluded_users=self.excluded_users(snapshot, user_list, request.banned_users),
            include_adult=request.include_adult,
            continue_franchises=request.continue_franchises,
            planned=planned_of(request),
            allowed_items=snapshot.filters.mask(request),
            tips=None if sender is None else Tips.of(fold_in(snapshot, sender)),
            seed=request.random_seed,
            rules=self._rules,
        )
        model, profile = snapshot.model, fold_in(snapshot, user_list)
        if found is None:
            result = recommend(model, profile, query)
        else:
            result = recommend_among(model, profile, query, found)
        _log.debug(
            "computed",
            snapshot=snapshot.name,
            neighbours=len(result.neighbours),
            passes=result.n_passes,
            picks=len(result.picks),
        )
        return result

    def explain(
        self,
        snapshot: Snapshot,
        user_list: UserList,
        request: WhyRequest,
        mean: float | None,
        found: FoundUsers | None = None,
    ) -> Explanation:
        """Explain the expected score of a title; `mean` is that on MAL, for one not in `snapshot`.

        found: as of `recommend`.

        A title that is seen is left out of the profile; one that is planned is not, as that would
        change the neighbours of its recommendation.
        """
        model = snapshot.model
        profile = fold_in(snapshot, user_list, unseen_id=request.anime_id)
        item = snapshot.item_of(request.anime_id)
        if item is None:
            return explain_unknown(model, profile, mean)
        if found is not None:
            return explain_among(
                model, profile, item, found, accuracy=request.accuracy, rules=self._rules
            )
        excluded = self.excluded_users(snapshot, user_list, request.banned_users)
        return explain(
            model,
            profile,
            item,
            accuracy=request.accuracy,
            rules=self._rules,
            excluded_users=excluded,
        )

    def compare(
        self, snapshot: Snapshot, list_a: UserList, list_b: UserList, *, include_adult: bool
    ) -> ProfileComparison:
        """Compare the profiles of two users; adult titles are named if `include_adult`."""
        model = snapshot.model
        return compare_profiles(
            fold_in(snapshot, list_a),
            fold_in(snapshot, list_b),
            model.items,
            model.scale,
            model.n_users,
            include_adult=include_adult,
        )

    def favourite_genres(
        self, snapshot: Snapshot, digests: Sequence[str], *, include_adult: bool
    ) -> tuple[str, ...]:
        """Return the favourite genres of community users, of those who have one."""
        model = snapshot.model
        names, has_genre = shown_genres(snapshot.filters, include_adult=include_adult)
        users = snapshot.users_of([bytes.fromhex(digest) for digest in digests])
        found = favourite_genres(model.rows, model.items, has_genre, users)
        return tuple(names[found[found >= 0]].tolist())

    def excluded_users(
        self, snapshot: Snapshot, user_list: UserList, banned_users: Sequence[str]
    ) -> NDArray[np.int64]:
        """Return the community users who may not be neighbours: the user and the banned ones."""
        banned = [bytes.fromhex(banned_hash) for banned_hash in banned_users]
        return snapshot.users_of([self._hasher.digest(user_list.user_name), *banned])


def planned_of(request: Request) -> Planned:
    """Return how a request treats planned titles."""
    if request.only_planned:
        return Planned.ONLY
    return Planned.INCLUDED if request.include_planned else Planned.EXCLUDED


def fold_in(snapshot: Snapshot, user_list: UserList, unseen_id: int | None = None) -> Profile:
    """Return the profile of a list, computed as if the title `unseen_id` had not been seen."""
    entries = user_list.entries
    included = (entries.anime_ids != (-1 if unseen_id is None else unseen_id)) | ~entries.is_seen
    return make_profile(
        snapshot.model.items,
        snapshot.model.mu,
        entries.anime_ids[included],
        entries.scores[included],
        entries.is_seen[included],
        entries.statuses[included] == Status.DROPPED,
    )
