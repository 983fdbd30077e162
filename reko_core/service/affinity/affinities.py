"""The use case of `POST /affinity`."""

from reko_core.contract.affinity import (
    AffinityRequest,
    AffinityResponse,
    ComparedTitle,
    ComparedUser,
    SharedTitles,
)
from reko_core.domain.models import Anime, UserList
from reko_core.engine.similarity.profile_comparison import Opinion, ProfileComparison
from reko_core.service.resources import Resources
from reko_core.service.response import format_timestamp
from reko_core.service.title_infos import titles_of

__all__ = ["Affinities"]


class Affinities:
    """Compares users."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    async def compare(self, request: AffinityRequest) -> AffinityResponse:
        """Compare two users.

        Raises ListPrivate and UserNotFound, which name the user by its field, such as
        `user_names.1`; and otherwise what `Recommender.recommend` does.
        """
        # Without a snapshot, the request is refused before MAL is asked for the lists.
        _ = self._resources.snapshots.current
        lists = await self._resources.lists_of_request(
            request.user_names, force_update=request.force_list_update
        )
        snapshot = self._resources.snapshots.current
        timed = await self._resources.pool.run(
            self._resources.engine.compare,
            snapshot,
            *lists,
            include_adult=request.include_adult,
        )
        compared, ids = timed.value, snapshot.model.items.ids
        named = [int(ids[opinion.item]) for opinion in (*compared.agree, *compared.disagree)]
        titles = await self._resources.titles.get(named)

        # The catalogue may have learnt since the snapshot was built that a title is adult, or gone.
        def shown(opinions: tuple[Opinion, ...]) -> tuple[ComparedTitle, ...]:
            return tuple(
                _title(anime, one)
                for one in opinions
                if (anime := titles[int(ids[one.item])]).is_shown(
                    include_adult=request.include_adult
                )
            )

        return AffinityResponse(
            users=_users(lists, compared),
            affinity=round(compared.affinity),
            low=round(compared.low),
            high=round(compared.high),
            shared=SharedTitles(seen=compared.n_shared, scored=compared.n_shared_scored),
            agreement=None if compared.agreement is None else round(compared.agreement, 2),
            mean_difference=compared.mean_difference,
            agree=shown(compared.agree),
            disagree=shown(compared.disagree),
        )


def _users(lists: list[UserList], compared: ProfileComparison) -> tuple[ComparedUser, ...]:
    return tuple(
        ComparedUser(
            user_name=one.user_name,
            user_last_analyzed=format_timestamp(one.fetched_at),
            seen=n_seen,
        )
        for one, n_seen in zip(lists, (compared.n_a, compared.n_b), strict=True)
    )


def _title(anime: Anime, opinion: Opinion) -> ComparedTitle:
    return ComparedTitle(
        id=anime.id,
        title=anime.title,
        titles=titles_of(anime),
        scores=(opinion.score_a, opinion.score_b),
    )
