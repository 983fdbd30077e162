"""Metrics of a real core: with a fake MAL, a real store and snapshot."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from community import N_USERS, TITLES, working_copy
from prometheus_client import generate_latest

from reko_core.app import Core, open_core
from reko_core.contract.recommend import Request
from reko_core.errors import ListPrivate, SiteUnavailable, StoreError
from reko_core.observability.metrics import Metrics
from reko_core.settings import Settings
from reko_demo.community.demo_users import demo_lists
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault

FAULTS = {
    "hidden_user": Fault(403, '{"message": "", "error": "not_permitted"}'),
    "down_user": Fault(502, "<html></html>", "text/html"),
    "slow_user": Fault(delay_s=0.3),
}


@dataclass
class Program:
    core: Core
    metrics: Metrics

    def value(self, name: str, **labels: str) -> float:
        found = self.metrics.registry.get_sample_value(name, labels)
        assert found is not None, name
        return found

    async def ask(self, user_name: str) -> None:
        await self.core.recommender.recommend(Request(user_name=user_name))


@pytest.fixture
async def program(built: Settings, tmp_path: Path) -> AsyncIterator[Program]:
    metrics = Metrics()
    fake_mal = FakeMal(MappingLists(demo_lists(TITLES)), TITLES, FAULTS)
    async with (
        fake_mal.serve() as base_url,
        open_core(working_copy(built, tmp_path, base_url=base_url), metrics) as core,
    ):
        yield Program(core, metrics)


async def test_an_answer_is_timed_by_stage(program: Program) -> None:
    await program.ask("demo_sports")

    for stage in ("fetch", "queue", "engine", "titles", "total"):
        assert program.value("reko_stage_seconds_count", stage=stage) == 1
    assert program.value("reko_engine_workers") == 2
    assert program.value("reko_engine_waiting") == program.value("reko_engine_running") == 0


async def test_requests_to_mal_are_timed_and_counted_by_outcome(program: Program) -> None:
    await program.ask("demo_sports")
    with pytest.raises(ListPrivate):
        await program.ask("hidden_user")
    with pytest.raises(SiteUnavailable):
        await program.ask("down_user")

    def count(outcome: str) -> float:
        return program.value(
            "reko_site_requests_total", site="mal", endpoint="animelist", outcome=outcome
        )

    assert (count("ok"), count("forbidden"), count("unavailable")) == (1, 2, 2)
    assert program.value("reko_site_request_seconds_count", site="mal", endpoint="animelist") == 5
    # And one request for a public title, before a list counts as private.
    assert program.value("reko_site_throttle_seconds_count", site="mal") == 5 + 1
    assert program.value("reko_site_waiting", site="mal") == 0


async def test_running_and_joined_fetches_are_counted(program: Program) -> None:
    asking = [asyncio.create_task(program.ask("slow_user")) for _ in range(3)]
    while not program.value("reko_lists_joined_total"):  # noqa: ASYNC110 - it counts, only
        await asyncio.sleep(0.01)

    assert program.value("reko_lists_fetching") == 1
    await asyncio.gather(*asking)
    assert program.value("reko_lists_fetching") == 0
    assert program.value("reko_lists_joined_total") == 2
    assert program.value("reko_lists_total", origin="mal") == 3
    await program.ask("slow_user")
    assert program.value("reko_lists_total", origin="store") == 1


async def test_the_snapshot_in_use_is_described(program: Program) -> None:
    snapshot = program.core.recommender._resources.snapshots.current

    assert program.value("reko_snapshot_users") == N_USERS + 1
    assert program.value("reko_snapshot_items") == len(snapshot.model.items.ids) > 50
    assert program.value("reko_snapshot_entries") == len(snapshot.model.rows.items) > 1000
    assert program.value("reko_snapshot_built_timestamp_seconds") == snapshot.built_at.timestamp()
    assert program.value("reko_snapshots_refused_total") == 0


async def test_a_refused_snapshot_is_counted_once(tmp_path: Path) -> None:
    metrics = Metrics()
    directory = tmp_path / "snapshots"
    (directory / "broken").mkdir(parents=True)
    (directory / "CURRENT").write_text("broken")
    settings = Settings.model_validate(
        {
            "database": {"url": f"sqlite+aiosqlite:///{tmp_path / 'reko.sqlite3'}"},
            "community": {"snapshot_dir": directory, "reload_interval_s": 0.01},
        }
    )
    async with open_core(settings, metrics) as core:
        await core.recommender._resources.snapshots.refresh()
        await core.recommender._resources.snapshots.refresh()

    assert metrics.registry.get_sample_value("reko_snapshots_refused_total") == 1
    assert metrics.registry.get_sample_value("reko_snapshot_users") == 0


async def test_errors_of_the_database_are_counted_by_kind(program: Program, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "reko.sqlite3")) as connection:
        connection.execute("DROP TABLE catalogue")
        connection.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON lists BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        connection.commit()
    user_list = await program.core.store.lists.get("nobody")
    assert user_list is None
    with pytest.raises(StoreError):
        await program.ask("demo_sports")
    with pytest.raises(StoreError):
        await program.core.store.catalogue.all()

    assert program.value("reko_store_errors_total", kind="other") == 2


async def test_the_size_of_the_database_counts_its_log(program: Program, tmp_path: Path) -> None:
    await program.ask("demo_sports")
    files = [tmp_path / "reko.sqlite3", tmp_path / "reko.sqlite3-wal"]

    assert program.value("reko_database_bytes") == sum(file.stat().st_size for file in files)


async def test_process_metrics_are_exported(program: Program) -> None:
    assert program.value("process_resident_memory_bytes") > 10_000_000
    assert program.value("process_open_fds") > 3
    assert "python_gc_collections_total" in generate_latest(program.metrics.registry).decode()


async def test_no_label_holds_a_name(program: Program) -> None:
    await program.ask("demo_sports")
    with pytest.raises(ListPrivate):
        await program.ask("hidden_user")

    output = generate_latest(program.metrics.registry).decode()
    assert 'origin="mal"' in output
    assert "demo_sports" not in output
    assert "hidden_user" not in output
