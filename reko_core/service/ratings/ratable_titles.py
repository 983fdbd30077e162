"""The use case of `POST /titles/to-rate`."""

import threading

import numpy as np
from numpy.typing import NDArray

from reko_core.contract.list_entries import as_arrays, inline_list
from reko_core.contract.titles_to_rate import RatableTitles, TitlesToRateRequest
from reko_core.engine.titles_to_rate.choose import choose_titles
from reko_core.engine.titles_to_rate.interest_covariance import InterestCovariance
from reko_core.service.engine_adapter import fold_in
from reko_core.service.resources import Resources
from reko_core.snapshots.storage import Snapshot

__all__ = ["TitlesToRate"]

_N_SPARE = 5
"""Titles chosen beyond those requested, in case the catalogue has learnt that some are adult."""


class TitlesToRate:
    """Chooses titles to rate; the community is measured once for each snapshot."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._measured: tuple[str, InterestCovariance] | None = None
        self._lock = threading.Lock()

    async def find(self, request: TitlesToRateRequest) -> RatableTitles:
        """Find the titles to rate next. Raises SnapshotError, StoreError."""
        snapshot = self._resources.snapshots.current
        timed = await self._resources.pool.run(self._choose, snapshot, request)
        infos = await self._resources.infos_of(snapshot, timed.value, include_adult=False)
        ids = snapshot.model.items.ids[timed.value].tolist()
        titles = [infos[anime_id] for anime_id in ids if anime_id in infos]
        return RatableTitles(titles=tuple(titles[: request.limit]))

    def _choose(self, snapshot: Snapshot, request: TitlesToRateRequest) -> NDArray[np.int64]:
        model, profile = snapshot.model, fold_in(snapshot, inline_list(as_arrays(request.entries)))
        asked = snapshot.items_of(request.not_seen_ids)
        return choose_titles(
            model, self._interest_in(snapshot), profile, asked, request.limit + _N_SPARE
        )

    def _interest_in(self, snapshot: Snapshot) -> InterestCovariance:
        with self._lock:
            # By name: holding the snapshot would keep one that is replaced in memory.
            if self._measured is None or self._measured[0] != snapshot.name:
                model = snapshot.model
                self._measured = snapshot.name, InterestCovariance.of(model.items, model.columns)
            return self._measured[1]
