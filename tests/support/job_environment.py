"""The environment of background jobs: a store, a fake MAL with changing lists, a fake clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import numpy as np
from fake_clock import FakeClock
from pydantic import SecretStr

from reko_core.clients.mal import MalClient
from reko_core.domain.models import Entries, normalise_name
from reko_core.observability.metrics import Metrics
from reko_core.settings import MalSettings
from reko_core.store import Store
from reko_demo.community.catalogue import load_titles
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault


class ChangingLists(dict[str, Entries]):
    """Lists by lower-case name that tests may change."""

    async def get(self, user_name: str) -> Entries | None:  # type: ignore[override]
        return super().get(normalise_name(user_name))


@dataclass(frozen=True)
class JobEnvironment:
    store: Store
    mal: MalClient
    mal_server: FakeMal
    lists: ChangingLists
    faults: dict[str, Fault]
    clock: FakeClock
    metrics: Metrics

    def n_done(self, job: str, outcome: str) -> float:
        labels = {"task": job, "outcome": outcome}
        return self.metrics.registry.get_sample_value("reko_job_items_total", labels) or 0


def entries_of(*ids: int) -> Entries:
    return Entries.build(np.array(ids), np.full(len(ids), 8), np.full(len(ids), 2))


@asynccontextmanager
async def open_job_environment(store: Store) -> AsyncIterator[JobEnvironment]:
    """Open it, without rate limits and retries."""
    lists, clock, metrics = ChangingLists(), FakeClock(), Metrics()
    server = FakeMal(lists, load_titles(), last_change=clock.now())
    async with server.serve() as base_url:
        settings = MalSettings(
            base_url=base_url,
            client_id=SecretStr("a-client-id"),
            requests_per_second=1000,
            burst=1000,
            max_attempts=1,
        )
        async with MalClient.open(settings, metrics, clock) as mal:
            yield JobEnvironment(store, mal, server, lists, server._faults, clock, metrics)
