"""The parts of a soak: each invariant can fail, each fault does as named."""

import random
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr
from soak.ban_ledger import BanLedger, bans_in, integrity_of
from soak.checks import check_growth, check_log
from soak.expected_errors import MISSING, PRIVATE, error_kind, is_expected
from soak.fault_kind import draw_kinds
from soak.fault_proxy import PROXY_FAULTS, FaultProxy
from soak.faults import KILLS, LANES
from soak.journal import Journal
from soak.lists import SoakLists
from soak.program import ResourceUsage

from reko_core.clients.mal import MalClient
from reko_core.errors import ListPrivate, RekoError, SiteRateLimited, SiteUnavailable, UserNotFound
from reko_core.observability.metrics import Metrics
from reko_core.settings import MalSettings
from reko_demo.community.catalogue import load_titles
from reko_demo.fake_mal.server import FakeMal

TITLES = load_titles()
USER = "demo_dark"
EXPECTED_ERRORS = {
    "429 with Retry-After": SiteRateLimited,
    "429 without": SiteRateLimited,
    "403 private": ListPrivate,
    "404": UserNotFound,
}


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def lists() -> SoakLists:
    return SoakLists(TITLES, 1)


@pytest.fixture
async def proxy(lists: SoakLists) -> AsyncIterator[FaultProxy]:
    async with FakeMal(lists, TITLES).serve() as upstream:
        proxy = FaultProxy(int(upstream.split(":")[2].partition("/")[0]))
        async with proxy.serve():
            yield proxy


@pytest.fixture
async def mal(proxy: FaultProxy) -> AsyncIterator[MalClient]:
    settings = MalSettings(
        base_url=f"http://127.0.0.1:{proxy.port}/v2",
        client_id=SecretStr("a-client-id"),
        requests_per_second=1000,
        burst=1000,
        timeout_s=0.5,
        max_attempts=1,
    )
    async with MalClient.open(settings, Metrics()) as client:
        yield client


@pytest.mark.parametrize("fault", PROXY_FAULTS)
async def test_each_fault_raises_its_error(fault: str, proxy: FaultProxy, mal: MalClient) -> None:
    await mal.fetch_list(USER)  # otherwise 404 for everything says that the address is wrong
    proxy.fault = fault
    with pytest.raises(EXPECTED_ERRORS.get(fault, SiteUnavailable)):
        await mal.fetch_list(USER)
    assert proxy.n_injected[fault] >= 1


async def test_a_stopped_proxy_listens_again_on_the_same_port(
    proxy: FaultProxy, mal: MalClient, lists: SoakLists
) -> None:
    await proxy.close()
    with pytest.raises(SiteUnavailable):
        await mal.fetch_list(USER)

    await proxy.open()
    fetched = await mal.fetch_list(USER)

    assert fetched.user_list.entries == lists.entries(USER)


async def test_users_without_a_list_have_none(proxy: FaultProxy, mal: MalClient) -> None:
    assert proxy.fault is None
    for name in (PRIVATE, MISSING):
        with pytest.raises(RekoError):
            await mal.fetch_list(name)


def test_lost_and_unexplained_bans_are_reported(tmp_path: Path) -> None:
    path, ledger = tmp_path / "bans.sqlite3", BanLedger()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE title_bans (anime_id INTEGER)")
        connection.executemany("INSERT INTO title_bans VALUES (?)", [(1,), (2,), (4,)])
    ledger.confirm(1, is_banned=True)
    ledger.confirm(3, is_banned=True)
    ledger.confirm(4, is_banned=True)
    ledger.confirm(4, is_banned=False)

    assert ledger.differences(bans_in(path)) == [
        "the ban of 3 is lost",
        "the ban of 2 is nobody's",
        "the ban of 4 is nobody's",
    ]

    for doubtful in (2, 3, 4):
        ledger.mark_unconfirmed(doubtful)
    assert ledger.differences(bans_in(path)) == []
    ledger.settle(bans_in(path))
    assert ledger.banned == {1, 2, 4}


def test_a_damaged_database_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE pages (text TEXT)")
        connection.executemany("INSERT INTO pages VALUES (?)", [("x" * 1000,)] * 50)
    assert integrity_of(path) == "ok"

    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)

    assert integrity_of(path) != "ok"


def test_an_error_is_expected_under_its_fault_only(journal: Journal) -> None:
    since = time.monotonic()
    assert not is_expected(journal, "store-failed", USER, since)
    with journal.fault("database: locked"):
        assert is_expected(journal, "store-failed", USER, since)
        assert not is_expected(journal, "mal-unavailable", USER, since)
        assert not is_expected(journal, "internal-error", USER, since)
        assert not is_expected(journal, "mal-refused", USER, since)
    assert is_expected(journal, "store-failed", USER, since)
    assert not is_expected(journal, "store-failed", USER, time.monotonic() + 60)
    assert is_expected(journal, "list-private", PRIVATE, since)
    assert not is_expected(journal, "list-private", USER, since)


def test_an_unknown_message_is_no_expected_error() -> None:
    assert error_kind("The bot can't reach its database, so") == "store-failed"
    assert error_kind("Something went wrong on our side").startswith("unforeseen")


@pytest.mark.parametrize(
    "line",
    [
        '{"level": "info", "event": "list of demo_dark read"}',
        '{"level": "info", "event": "a-secret"}',
        '{"level": "error", "event": "request failed"}',
        "Traceback (most recent call last):",
    ],
)
def test_forbidden_log_content_is_reported(journal: Journal, tmp_path: Path, line: str) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"level": "error", "event": "snapshot refused"}\n')
    check_log(journal, path, ("a-secret",))
    assert journal.violations == []

    with path.open("a") as log:
        log.write(f"{line}\n")
    check_log(journal, path, ("a-secret",))

    assert journal.n_violations == 1


def test_growth_is_reported(journal: Journal) -> None:
    before = ResourceUsage(250.0, 60, 12)
    check_growth(journal, before, ResourceUsage(300.0, 80, 15), {})
    assert journal.violations == []

    check_growth(journal, before, ResourceUsage(500.0, 200, 50), {})

    assert [line.split()[1] for line in journal.violations] == ["memory:", "handles:", "threads:"]


def test_a_schedule_has_each_kind_and_is_deterministic() -> None:
    for kinds in (*LANES.values(), KILLS):
        drawn = draw_kinds(kinds, 200, random.Random(7))
        assert {kind.name for kind in drawn} == {kind.name for kind in kinds}
        assert drawn == draw_kinds(kinds, 200, random.Random(7))
