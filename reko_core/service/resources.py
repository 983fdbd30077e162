"""What all use cases share: lists, titles, the current snapshot, and the engine."""

import asyncio
import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from reko_core.cluster.cluster_search import ClusterSearch
from reko_core.contract.recommend import AnimeInfo
from reko_core.contract.user_request import ListRequest
from reko_core.domain.models import Anime, UserList, normalise_name
from reko_core.engine.similarity.user_shard import FoundUsers
from reko_core.errors import AdultExcluded, AnimeNotFound, ListError, ListPrivate
from reko_core.lists.cache import ListCache
from reko_core.lists.shared_fetches import OnPage
from reko_core.service.connections.private_lists import PrivateLists
from reko_core.service.engine_adapter import EngineAdapter
from reko_core.service.engine_pool import EnginePool
from reko_core.service.title_infos import TitleInfos
from reko_core.service.titles import TitleLookup
from reko_core.snapshots.manager import SnapshotManager
from reko_core.snapshots.scoped_hashes import ScopedHashes
from reko_core.snapshots.storage import Snapshot
from reko_core.snapshots.user_hashes import UserHasher
from reko_core.store import Store

__all__ = ["Resources"]


@dataclass(frozen=True, slots=True)
class Resources:
    """Everything is opened by the caller (`app.py`).

    search: of a cluster, None without one. private_lists: of people who have connected their
    account, None where they cannot.

    No use case holds a snapshot while it waits for a list: one that is replaced meanwhile would
    stay in memory.
    """

    store: Store
    lists: ListCache
    titles: TitleLookup
    snapshots: SnapshotManager
    engine: EngineAdapter
    hasher: UserHasher
    pool: EnginePool
    search: ClusterSearch | None = None
    infos: TitleInfos = field(default_factory=TitleInfos)
    private_lists: PrivateLists | None = None

    async def list_of(
        self,
        user_name: str,
        *,
        force_update: bool = False,
        on_page: OnPage | None = None,
        seen_ids: Collection[int] = (),
    ) -> UserList:
        """Return a user's list, fetched if need be, with further titles that they have seen.

        Raises as `ListCache.get`.
        """
        user_list = await self.lists.get(user_name, force_update=force_update, on_page=on_page)
        if not seen_ids:
            return user_list
        return replace(user_list, entries=user_list.entries.with_seen(seen_ids))

    async def list_of_asker(
        self, request: ListRequest, on_page: OnPage | None, seen_ids: Collection[int]
    ) -> UserList:
        """Return the list that a request is about, as `list_of`; it may come with it.

        A private list is read for its owner, if that is who asks and has connected the account.
        """
        if request.inline_list is not None:
            return request.inline_list
        is_forced = request.force_list_update
        try:
            return await self.list_of(
                request.user_name, force_update=is_forced, on_page=on_page, seen_ids=seen_ids
            )
        except ListPrivate:
            own = None
            if self.private_lists is not None:
                own = await self.private_lists.of_asker(request.user_name, force_update=is_forced)
            if own is None:
                raise
            return replace(own, entries=own.entries.with_seen(seen_ids))

    async def lists_of(
        self, user_names: Sequence[str], *, force_update: bool = False
    ) -> list[UserList]:
        """Return several lists; if one cannot be had, the others are not waited for.

        No more are fetched at a time than one client may fetch. Raises as `ListCache.get`.
        """
        limit = asyncio.Semaphore(self.lists.max_fetches_per_client)

        async def get(user_name: str) -> UserList:
            async with limit:
                return await self.lists.get(user_name, force_update=force_update)

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(get(name)) for name in user_names]
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from None
        return [task.result() for task in tasks]

    async def title(self, anime_id: int, field: str, *, include_adult: bool) -> Anime:
        """Return a title that a request names in `field`; it need not be in the community.

        Raises AnimeNotFound, AdultExcluded, SiteError (nothing is known of it and MAL fails),
        StoreError.
        """
        if self.snapshots.current.item_of(anime_id) is None:
            try:
                title = await self.titles.find(anime_id)
            except AnimeNotFound as error:
                raise AnimeNotFound(anime_id, field) from error
        else:
            title = (await self.titles.get([anime_id]))[anime_id]
        if title.is_on_mal is False:
            raise AnimeNotFound(anime_id, field)
        if not title.is_shown(include_adult=include_adult):
            raise AdultExcluded(field, "is an adult title, which needs include_adult")
        return title

    async def lists_of_request(
        self, user_names: Sequence[str], *, force_update: bool = False
    ) -> list[UserList]:
        """Return the lists of the field `user_names` of a request, which names each user once.

        Raises as `lists_of`; a ListError names the user by its field, such as `user_names.1`.
        """
        try:
            return await self.lists_of(user_names, force_update=force_update)
        except ListError as error:
            names = [normalise_name(name) for name in user_names]
            place = names.index(normalise_name(error.user_name))
            raise type(error)(error.user_name, f"user_names.{place}") from error

    async def search_elsewhere(
        self,
        snapshot: Snapshot,
        user_list: UserList,
        banned_users: Sequence[str],
        unseen_id: int | None = None,
    ) -> FoundUsers | None:
        """Find the similar users on a cluster, None where the engine finds them itself."""
        if self.search is None:
            return None
        prepared = await self.pool.run(
            self.engine.prepare_search, snapshot, user_list, banned_users, unseen_id
        )
        return await self.search.find(snapshot, *prepared.value)

    async def infos_of(
        self, snapshot: Snapshot, items: Iterable[int], *, include_adult: bool
    ) -> dict[int, AnimeInfo]:
        """Return by MAL id what is known of items, without those that may not be shown.

        The catalogue may have learnt since the snapshot was built that a title is adult, or gone.
        """
        titles = await self.titles.get([int(snapshot.model.items.ids[item]) for item in items])
        return self.infos.shown(titles.values(), snapshot.adult_ids, include_adult=include_adult)

    def hashes_of_asker(self, request: ListRequest) -> ScopedHashes:
        """Return how similar users are shown in answers about a list."""
        if request.inline_list is None:
            return self.hasher.hashes_in(f"asker:{normalise_name(request.user_name)}")
        # By what is on it: hashes that were the same for all such lists could be gathered.
        columns = request.inline_list.entries.columns()
        digest = hashlib.sha256(b"".join(column.tobytes() for column in columns))
        return self.hasher.hashes_in(f"entries:{digest.hexdigest()}")
