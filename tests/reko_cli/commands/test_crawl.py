"""`reko crawl` as a separate process, with both fake servers."""

import asyncio
import io
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from community import database_in
from rich.console import Console

from reko_cli.views.crawl_view import crawl_progress
from reko_core.community.crawl import CrawlLimits, CrawlProgress, CrawlState
from reko_core.domain.models import Anime, Entries
from reko_core.store import Store
from reko_demo.fake_jikan.server import FakeJikan
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

TITLES = {1: Anime(1, "First"), 16498: Anime(16498, "Second")}
LISTS = {
    f"user_{number:02}": Entries.build(np.array([1, 2, 3, 4, 5, 16498])) for number in range(60)
}
PROGRESS = CrawlProgress(
    n_kept=90,
    n_small=5,
    n_private=4,
    n_missing=1,
    n_waiting=1234,
    n_found={"updates": 300},
    lists_per_hour=3200.4,
    seconds_left=3725.4,
    state=CrawlState.FETCHING,
)


@dataclass
class Site:
    """The environment of a crawl, and its fake MAL."""

    folder: Path
    environ: Mapping[str, str]
    mal: FakeMal

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "reko_cli", "crawl", *arguments),
            cwd=self.folder,
            env=self.environ,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def requested(self, n_lists: int) -> None:
        while self.mal.requests["animelist"] < n_lists:  # noqa: ASYNC110 - the server counts only
            await asyncio.sleep(0.01)

    async def n_stored(self) -> int:
        async with Store.open(database_in(self.folder)) as store:
            return await store.lists.count()

    async def queue_all(self) -> None:
        """Queue all users for a visit, without name discovery."""
        async with Store.open(database_in(self.folder)) as store:
            await store.mal_users.add(LISTS, datetime.now(UTC))


@asynccontextmanager
async def open_site(folder: Path, environ: Mapping[str, str]) -> AsyncIterator[Site]:
    mal = FakeMal(MappingLists(LISTS), TITLES)
    async with mal.serve() as mal_url, FakeJikan(LISTS, TITLES).serve() as jikan_url:
        variables = {
            "REKO_MAL__BASE_URL": mal_url,
            "REKO_MAL__CLIENT_ID": "an-id",
            "REKO_MAL__REQUESTS_PER_SECOND": "40",
            "REKO_MAL__BURST": "1",
            "REKO_JIKAN__BASE_URL": jikan_url,
        }
        yield Site(folder, {**environ, **variables}, mal)


@pytest.fixture
async def site(tmp_path: Path, environ: dict[str, str]) -> AsyncIterator[Site]:
    async with open_site(tmp_path, environ) as opened:
        yield opened


async def test_a_crawl_stops_at_its_limit_and_names_the_next_step(site: Site) -> None:
    process = await site.start("--lists", "8")
    shown, errors = (stream.decode() for stream in await process.communicate())

    assert process.returncode == 0, errors
    assert "lists stored   8" in shown
    assert "run: reko build" in shown
    assert "looking for names" in errors
    assert await site.n_stored() == 8


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_an_interrupted_crawl_prints_a_summary(site: Site, number: signal.Signals) -> None:
    await site.queue_all()
    process = await site.start()
    await site.requested(5)
    process.send_signal(number)
    shown, errors = (stream.decode() for stream in await process.communicate())

    assert process.returncode == 0
    assert "lists stored" in shown
    assert "Traceback" not in errors


async def test_a_killed_crawl_loses_at_most_the_current_visit(site: Site) -> None:
    await site.queue_all()
    process = await site.start()
    await site.requested(12)
    process.kill()
    await process.communicate()
    n_before = await site.n_stored()
    assert n_before >= site.mal.requests["animelist"] - 1

    process = await site.start("--lists", str(len(LISTS) - n_before))
    shown, errors = (stream.decode() for stream in await process.communicate())

    assert process.returncode == 0, errors
    assert f"lists stored   {len(LISTS) - n_before}" in shown
    assert await site.n_stored() == len(LISTS)
    assert site.mal.requests["animelist"] <= len(LISTS) + 1


def test_a_crawl_needs_a_client_id(reko: Any, tmp_path: Path) -> None:
    done = reko("crawl")

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "REKO_MAL__CLIENT_ID" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "tokens", [("--lists", "0"), ("--hours", "-1"), ("--per-hour", "0"), ("--lists", "many")]
)
def test_invalid_limits_are_usage_errors(reko: Any, tokens: tuple[str, str]) -> None:
    done = reko("crawl", *tokens)

    assert done.returncode == 2
    assert tokens[0] in done.stderr


def shown(*moments: CrawlProgress, is_terminal: bool, limits: CrawlLimits) -> str:
    text = io.StringIO()
    console = Console(file=text, force_terminal=is_terminal, width=120, _environ={})
    with crawl_progress(console, limits) as view:
        for moment in moments:
            view.show(moment)
        assert view.latest == moments[-1]
    return text.getvalue()


def test_all_numbers_are_shown_on_a_terminal() -> None:
    output = shown(PROGRESS, is_terminal=True, limits=CrawlLimits(n_lists=1000))

    for part in ("90/1,000 lists", "3,200/h", "1:02:05 left", "1,234 names waiting"):
        assert part in output
    assert "4% private, 5% too small" in output


def test_each_state_change_is_a_line_without_a_terminal() -> None:
    until = datetime(2026, 1, 5, 12, 30, tzinfo=UTC)
    waiting = replace(
        PROGRESS, state=CrawlState.WAITING_FOR_MAL, waiting_until=until, seconds_left=None
    )
    output = shown(PROGRESS, PROGRESS, waiting, is_terminal=False, limits=CrawlLimits())

    first, second = output.splitlines()
    assert "90 lists, 3,200/h, 1:02:05 left, fetching" in first
    assert f"waiting for MAL until {until.astimezone():%H:%M:%S}" in second
    assert "left" not in second


def test_a_pause_of_name_discovery_is_shown_with_its_end() -> None:
    until = datetime(2026, 1, 5, 12, 30, tzinfo=UTC)
    paused = replace(PROGRESS, looking_paused_until=until)

    output = shown(PROGRESS, paused, paused, is_terminal=False, limits=CrawlLimits())

    assert len(output.splitlines()) == 2
    assert f"no name discovery before {until.astimezone():%H:%M:%S}" in output
