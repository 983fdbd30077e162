import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from reko_core.app import open_core, open_recommender
from reko_core.domain.models import Anime, Entries
from reko_core.errors import ConfigurationError, StoreError
from reko_core.jobs.registry import build_jobs
from reko_core.observability.metrics import Metrics
from reko_core.runtime.clock import SYSTEM_CLOCK
from reko_core.settings import (
    CommunitySettings,
    DatabaseSettings,
    JobSettings,
    MalSettings,
    Settings,
)
from reko_core.store import Store, TitleRank
from reko_demo.community.catalogue import load_titles
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal


def settings_in(directory: Path, secret: str = "") -> Settings:
    return Settings(
        database=DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}"),
        community=CommunitySettings(
            snapshot_dir=directory / "snapshots", hash_secret=SecretStr(secret)
        ),
        mal=MalSettings(client_id=SecretStr("a-client-id")),
    )


async def test_program_opens_without_a_snapshot_and_reports_it(tmp_path: Path) -> None:
    async with open_recommender(settings_in(tmp_path), Metrics()) as recommender:
        readiness = await recommender.readiness()
    assert not readiness.is_ready
    assert readiness.checks == {"database": "ok", "snapshot": "missing"}


async def test_program_can_be_opened_again_on_the_same_files(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_recommender(settings_in(tmp_path), Metrics()) as recommender:
            assert (await recommender.readiness()).checks["database"] == "ok"


async def test_database_that_cannot_be_opened_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        async with open_recommender(settings_in(tmp_path / "absent"), Metrics()):
            pass


async def test_secret_that_is_too_short_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        async with open_recommender(settings_in(tmp_path, "short"), Metrics()):
            pass


async def test_unreadable_pointer_to_the_snapshot_does_not_stop_the_program(tmp_path: Path) -> None:
    directory = tmp_path / "snapshots"
    directory.mkdir()
    (directory / "CURRENT").write_bytes(b"\xff\xfe")
    async with open_recommender(settings_in(tmp_path), Metrics()) as recommender:
        assert (await recommender.readiness()).checks["snapshot"] == "missing"


async def test_background_work_starts_and_ends_with_the_program(tmp_path: Path) -> None:
    lists = MappingLists({"Somebody": Entries.build(np.arange(1, 9))})
    mal, metrics = FakeMal(lists, load_titles()), Metrics()
    async with mal.serve() as base_url:
        settings = settings_in(tmp_path)
        changed = settings.mal.model_copy(update={"base_url": base_url})
        settings = settings.model_copy(update={"mal": changed})
        async with Store.open(settings.database) as store:
            await store.catalogue.put_many([Anime(1, "Cowboy Bebop")], TitleRank.KAGGLE)
        async with open_core(settings, metrics, runs_jobs=True) as core, asyncio.timeout(60):
            while not await core.store.title_visits.all():  # noqa: ASYNC110 - it does not signal
                await asyncio.sleep(0.05)
            assert (await core.store.catalogue.get_many([1]))[1].is_typed
            assert metrics.registry.get_sample_value("reko_jobs_leader") == 1
        n_asked = mal.requests["anime"]
        await asyncio.sleep(0.1)
        assert mal.requests["anime"] == n_asked


def jobs_with(**settings: Any) -> list[str]:
    """Return the names of the jobs that settings ask for."""
    anything: Any = object()
    client_id = SecretStr(settings.pop("client_id", "a-client-id"))
    jobs = build_jobs(
        Settings(mal=MalSettings(client_id=client_id), jobs=JobSettings(**settings)),
        store=anything,
        mal=anything,
        jikan=anything,
        snapshots=anything,
        make_digest=anything,
        clock=SYSTEM_CLOCK,
        metrics=Metrics().jobs,
    )
    return [job.name for job in jobs]


def test_jobs_are_those_that_the_settings_ask_for() -> None:
    assert jobs_with() == ["digests", "seasons", "titles", "lists", "snapshots"]
    assert "crawl" in jobs_with(crawls_per_hour=10)
    assert jobs_with(titles_per_hour=0, refreshes_per_hour=0, rebuild_hours=0) == ["digests"]
    assert jobs_with(client_id="", crawls_per_hour=10) == ["digests", "snapshots"]
