"""The use case of `POST /taste`."""

import threading
from collections.abc import Collection

from reko_core.contract.taste import TasteRequest, TasteResponse
from reko_core.domain.models import UserList
from reko_core.engine.taste.describe import describe_taste
from reko_core.engine.taste.habits import Habits, sample_habits
from reko_core.lists.shared_fetches import OnPage
from reko_core.service.engine_adapter import fold_in
from reko_core.service.resources import Resources
from reko_core.service.shown_genres import shown_genres
from reko_core.service.taste.taste_response import DescribedUser, make_taste_response
from reko_core.snapshots.storage import Snapshot

__all__ = ["Tastes"]


class Tastes:
    """Describes users beside the community, whose habits are measured once for each snapshot."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._measured: tuple[str, Habits] | None = None
        self._lock = threading.Lock()

    async def describe(
        self,
        request: TasteRequest,
        on_page: OnPage | None = None,
        *,
        seen_ids: Collection[int] = (),
    ) -> TasteResponse:
        """Describe the taste of a user; `on_page` and `seen_ids` as of `Recommender.recommend`.

        Raises ListPrivate, UserNotFound, SiteError, TooBusy and TooManyFetches (no earlier list is
        stored), SnapshotError, StoreError.
        """
        # Without a snapshot, the request is refused before MAL is asked for the list.
        _ = self._resources.snapshots.current
        user_list = await self._resources.list_of_asker(request, on_page, seen_ids)
        snapshot = self._resources.snapshots.current
        timed = await self._resources.pool.run(self._describe, snapshot, user_list, request)
        ids = snapshot.model.items.ids[timed.value.taste.favourites].tolist()
        titles = await self._resources.titles.get(ids)
        return make_taste_response(request, user_list, timed.value, titles)

    def _describe(
        self, snapshot: Snapshot, user_list: UserList, request: TasteRequest
    ) -> DescribedUser:
        model, profile = snapshot.model, fold_in(snapshot, user_list)
        names, has_genre = shown_genres(snapshot.filters, include_adult=request.include_adult)
        taste = describe_taste(
            profile, model.items, model.n_users, has_genre, include_adult=request.include_adult
        )
        return DescribedUser(snapshot, profile, taste, names, self._habits_in(snapshot))

    def _habits_in(self, snapshot: Snapshot) -> Habits:
        with self._lock:
            # By name: holding the snapshot would keep one that is replaced in memory.
            if self._measured is None or self._measured[0] != snapshot.name:
                model = snapshot.model
                self._measured = snapshot.name, sample_habits(model.rows, model.items.popularity)
            return self._measured[1]
