"""What is known of people who know each other: nothing is fetched for it."""

from collections.abc import Iterator, Sequence

from reko_core.domain.models import Anime, UserList, normalise_name
from reko_core.service.people.closeness import Closeness, measure_closeness
from reko_core.service.people.title_opinions import TitleOpinion, collect_opinions
from reko_core.service.resources import Resources

__all__ = ["PeopleLists"]

_BATCH = 20
"""Lists that one task of the engine's pool handles, so that requests between do not wait long."""


class PeopleLists:
    """Compares the stored lists of people. Private ones are left out, and those never fetched."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    async def closest_to(self, user_name: str, others: Sequence[str]) -> list[Closeness]:
        """Return how close others are to a user, the closest first.

        Left out are those who have seen nothing in common, and the user. The user's own list is
        fetched if need be.

        Raises as `Recommender.recommend`.
        """
        # Without a snapshot, the request is refused before MAL is asked for the list.
        _ = self._resources.snapshots.current
        own = await self._resources.list_of(user_name)
        names = {normalise_name(name) for name in others} - {normalise_name(user_name)}
        found: list[Closeness] = []
        for batch in _batches(await self._stored(sorted(names))):
            snapshot = self._resources.snapshots.current
            timed = await self._resources.pool.run(measure_closeness, snapshot, own, batch)
            found += timed.value
        return sorted(found, key=lambda one: (-one.affinity, -one.low, one.user_name))

    async def opinions_of(
        self, anime_id: int, user_names: Sequence[str], *, include_adult: bool = False
    ) -> tuple[Anime, list[TitleOpinion]]:
        """Return a title, and who has seen it, who plans to, and who would like it, best first.

        Raises AnimeNotFound, AdultExcluded, SiteError (nothing is known of the title and MAL
        fails), SnapshotError, StoreError.
        """
        anime = await self._resources.title(anime_id, "anime_id", include_adult=include_adult)
        found: list[TitleOpinion] = []
        for batch in _batches(await self._stored(user_names)):
            snapshot = self._resources.snapshots.current
            timed = await self._resources.pool.run(collect_opinions, snapshot, anime, batch)
            found += timed.value
        return anime, sorted(found, key=TitleOpinion.rank)

    async def _stored(self, user_names: Sequence[str]) -> list[UserList]:
        lists = await self._resources.store.lists.get_many(user_names)
        return [lists[name] for name in sorted(lists)]


def _batches(lists: Sequence[UserList]) -> Iterator[Sequence[UserList]]:
    for start in range(0, len(lists), _BATCH):
        yield lists[start : start + _BATCH]
