"""The parts of a soak: each invariant can fail, each weather is what it is called."""

import random
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr
from soak_book import Book, integrity_of
from soak_checks import look_at_growth, look_at_log
from soak_faults import KILLS, LANES
from soak_journal import Journal
from soak_lists import SoakLists
from soak_plan import draw_kinds
from soak_program import Figures
from soak_rules import MISSING, PRIVATE, is_foreseen, kind_of_sentence
from soak_weather import WEATHER, Weather

from reko_core.clients.mal import MalClient
from reko_core.errors import ListPrivate, MalRateLimited, MalUnavailable, RekoError, UserNotFound
from reko_core.observability.metrics import Metrics
from reko_core.settings import MalSettings
from reko_demo.community.catalogue import load_titles
from reko_demo.fake_mal.server import FakeMal

TITLES = load_titles()
USER = "demo_dark"
OTHERWISE = {
    "429 with Retry-After": MalRateLimited,
    "429 without": MalRateLimited,
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
async def weather(lists: SoakLists) -> AsyncIterator[Weather]:
    async with FakeMal(lists, TITLES).serve() as upstream:
        weather = Weather(int(upstream.split(":")[2].partition("/")[0]))
        async with weather.serve():
            yield weather


@pytest.fixture
async def mal(weather: Weather) -> AsyncIterator[MalClient]:
    settings = MalSettings(
        base_url=f"http://127.0.0.1:{weather.port}/v2",
        client_id=SecretStr("a-client-id"),
        requests_per_second=1000,
        burst=1000,
        timeout_s=0.5,
        max_attempts=1,
    )
    async with MalClient.open(settings, Metrics()) as client:
        yield client


@pytest.mark.parametrize("blow", WEATHER)
async def test_each_weather_is_the_error_that_it_looks_like(
    blow: str, weather: Weather, mal: MalClient
) -> None:
    weather.blow = blow
    with pytest.raises(OTHERWISE.get(blow, MalUnavailable)):
        await mal.fetch_list(USER)
    assert weather.n_blown[blow] >= 1


async def test_what_refuses_connections_takes_them_again_at_the_same_port(
    weather: Weather, mal: MalClient, lists: SoakLists
) -> None:
    await weather.close()
    with pytest.raises(MalUnavailable):
        await mal.fetch_list(USER)

    await weather.open()
    fetched = await mal.fetch_list(USER)

    assert fetched.user_list.entries == lists.entries(USER)


async def test_nobody_has_a_list_who_is_said_to_have_none(weather: Weather, mal: MalClient) -> None:
    assert weather.blow is None
    for name in (PRIVATE, MISSING):
        with pytest.raises(RekoError):
            await mal.fetch_list(name)


def test_bans_that_are_lost_or_nobodys_are_told(tmp_path: Path) -> None:
    path, book = tmp_path / "bans.sqlite3", Book()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE title_bans (anime_id INTEGER)")
        connection.executemany("INSERT INTO title_bans VALUES (?)", [(1,), (2,), (4,)])
    book.told(1, is_banned=True)
    book.told(3, is_banned=True)
    book.told(4, is_banned=True)
    book.told(4, is_banned=False)

    assert book.differences(path) == [
        "the ban of 3 is lost",
        "the ban of 2 is nobody's",
        "the ban of 4 is nobody's",
    ]

    for doubtful in (2, 3, 4):
        book.never_told(doubtful)
    assert book.differences(path) == []
    book.settle(path)
    assert book.banned == {1, 2, 4}


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE pages (text TEXT)")
        connection.executemany("INSERT INTO pages VALUES (?)", [("x" * 1000,)] * 50)
    assert integrity_of(path) == "ok"

    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)

    assert integrity_of(path) != "ok"


def test_a_refusal_is_foreseen_under_its_fault_only(journal: Journal) -> None:
    since = time.monotonic()
    assert not is_foreseen(journal, "store-failed", USER, since)
    with journal.fault("database: locked"):
        assert is_foreseen(journal, "store-failed", USER, since)
        assert not is_foreseen(journal, "mal-unavailable", USER, since)
        assert not is_foreseen(journal, "internal-error", USER, since)
        assert not is_foreseen(journal, "mal-refused", USER, since)
    assert is_foreseen(journal, "store-failed", USER, since)
    assert not is_foreseen(journal, "store-failed", USER, time.monotonic() + 60)
    assert is_foreseen(journal, "list-private", PRIVATE, since)
    assert not is_foreseen(journal, "list-private", USER, since)


def test_an_unforeseen_sentence_is_no_kind_of_refusal() -> None:
    assert kind_of_sentence("The bot can't reach its database, so") == "store-failed"
    assert kind_of_sentence("Something went wrong on our side").startswith("unforeseen")


@pytest.mark.parametrize(
    "line",
    [
        '{"level": "info", "event": "list of demo_dark read"}',
        '{"level": "info", "event": "a-secret"}',
        '{"level": "error", "event": "request failed"}',
        "Traceback (most recent call last):",
    ],
)
def test_what_no_log_may_hold_is_told(journal: Journal, tmp_path: Path, line: str) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"level": "error", "event": "snapshot refused"}\n')
    look_at_log(journal, path, ("a-secret",))
    assert journal.wrongs == []

    with path.open("a") as log:
        log.write(f"{line}\n")
    look_at_log(journal, path, ("a-secret",))

    assert journal.n_wrong == 1


def test_growth_is_told(journal: Journal) -> None:
    before = Figures(250.0, 60, 12)
    look_at_growth(journal, before, Figures(300.0, 80, 15), {})
    assert journal.wrongs == []

    look_at_growth(journal, before, Figures(500.0, 200, 50), {})

    assert [told.split()[1] for told in journal.wrongs] == ["memory:", "handles:", "threads:"]


def test_a_plan_has_each_kind_and_is_the_same_for_the_same_seed() -> None:
    for kinds in (*LANES.values(), KILLS):
        drawn = draw_kinds(kinds, 200, random.Random(7))
        assert {kind.name for kind in drawn} == {kind.name for kind in kinds}
        assert drawn == draw_kinds(kinds, 200, random.Random(7))
