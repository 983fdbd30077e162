"""The fake MAL, by its protocol and as the client sees it."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import polars as pl
import pytest

from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime, Entries, Relation, Status
from reko_core.errors import (
    ListPrivate,
    RekoError,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
    UserNotFound,
)
from reko_core.observability.metrics import Metrics
from reko_core.settings import MalSettings
from reko_demo.fake_mal.faults import FAULTS
from reko_demo.fake_mal.lists import MappingLists, ParquetLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_mal.titles import read_titles

DATA = Path(os.environ.get("REKO_DATA", "../shared/data"))
HEADERS = {"X-MAL-CLIENT-ID": "any"}
TITLES = {
    1: Anime(
        id=1,
        title="First",
        title_english="The First",
        title_japanese="一番",
        synonyms=("Number One",),
        media_type="tv",
        n_episodes=12,
        start_date="2017-10-23",
        end_date="2018-01-15",
        airing="finished_airing",
        mean=7.5,
        scored_by=900,
        members=1000,
        age_rating="pg_13",
        genres=("Drama", "School"),
        origin="manga",
        studios=("Some Studio",),
        picture="https://pictures.example/1.jpg",
        duration_min=24,
    ),
    2: Anime(id=2, title="Second", relations=(Relation(1, "prequel"), Relation(99, "other"))),
    3: Anime(id=3, title="Third", age_rating="rx"),
}
LISTS = {
    "Somebody": Entries.build(
        np.array([1, 2, 3, 44]),
        np.array([9, 0, 4, 10]),
        np.array([Status.COMPLETED, Status.PLAN_TO_WATCH, Status.DROPPED, Status.UNKNOWN]),
        np.array([12, 0, 1, -1]),
    )
}


def fake_mal(**options: Any) -> FakeMal:
    return FakeMal(MappingLists(LISTS), TITLES, fallback_user="Somebody", **options)


@asynccontextmanager
async def client_of(base_url: str, **settings: Any) -> AsyncIterator[MalClient]:
    values: Mapping[str, Any] = {
        "base_url": base_url,
        "client_id": "any",
        "requests_per_second": 1000,
        "burst": 1000,
        "max_attempts": 2,
        "max_wait_s": 0.05,
        **settings,
    }
    async with MalClient.open(MalSettings.model_validate(values), Metrics()) as client:
        yield client


async def ask(
    path: str, headers: Mapping[str, str] | None = None, **options: Any
) -> tuple[int, dict[str, Any]]:
    async with (
        fake_mal(**options).serve() as base_url,
        aiohttp.ClientSession(headers=HEADERS if headers is None else headers) as session,
        session.get(base_url + path) as response,
    ):
        return response.status, await response.json()


async def test_list_round_trips_through_the_protocol() -> None:
    server = fake_mal()
    async with server.serve() as base_url, client_of(base_url, page_size=3) as client:
        fetched = await client.fetch_list("SOMEBODY")

    assert fetched.user_list.entries == LISTS["Somebody"]
    assert {title.id: title for title in fetched.titles}[1] == TITLES[1]
    assert server.requests == {"animelist": 2}


async def test_title_round_trips_through_the_protocol() -> None:
    server = fake_mal()
    async with server.serve() as base_url, client_of(base_url) as client:
        assert await client.fetch_anime(2) == TITLES[2]

    assert server.requests == {"anime": 1}


async def test_only_the_requested_fields_are_sent() -> None:
    _, answer = await ask("/users/somebody/animelist?fields=mean,list_status{score}&limit=1")

    assert answer["data"] == [
        {
            "node": {
                "id": 1,
                "title": "First",
                "main_picture": {
                    "medium": "https://pictures.example/1.jpg",
                    "large": "https://pictures.example/1.jpg",
                },
                "mean": 7.5,
            },
            "list_status": {"score": 9},
        }
    ]


async def test_relations_are_sent_for_single_titles_only() -> None:
    _, title = await ask("/anime/2?fields=related_anime")
    _, answer = await ask("/users/somebody/animelist?fields=related_anime")

    assert [one["relation_type"] for one in title["related_anime"]] == ["prequel", "other"]
    assert not any("related_anime" in item["node"] for item in answer["data"])


async def test_adult_titles_are_omitted_unless_requested() -> None:
    _, without = await ask("/users/somebody/animelist")
    _, with_all = await ask("/users/somebody/animelist?nsfw=true")

    assert [item["node"]["id"] for item in without["data"]] == [1, 2, 44]
    assert [item["node"]["id"] for item in with_all["data"]] == [1, 2, 3, 44]


async def test_pages_link_to_each_other() -> None:
    path = "/users/somebody/animelist?nsfw=true&sort=list_updated_at&limit=2"
    _, first = await ask(path)
    _, last = await ask(path + "&offset=2")

    assert [item["node"]["id"] for item in first["data"] + last["data"]] == [44, 3, 2, 1]
    assert first["paging"].keys() == {"next"}
    assert first["paging"]["next"].startswith("http://127.0.0.1:")
    assert "offset=2" in first["paging"]["next"]
    assert last["paging"].keys() == {"previous"}


async def test_entries_are_sorted_by_their_last_change() -> None:
    _, answer = await ask(
        "/users/somebody/animelist?sort=list_updated_at&fields=list_status{updated_at}"
    )

    moments = [item["list_status"]["updated_at"] for item in answer["data"]]
    assert moments == sorted(moments, reverse=True)
    assert moments[0] == "2024-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=1001",
        "limit=x",
        "offset=-1",
        "sort=colour",
        "limit=",
        "offset=12345678901",
    ],
)
async def test_invalid_parameter_is_named(query: str) -> None:
    status, answer = await ask(f"/users/somebody/animelist?{query}")

    assert status == 400
    assert answer == {
        "message": f"invalid {query.split('=', maxsplit=1)[0]}",
        "error": "bad_request",
    }


@pytest.mark.parametrize(
    "path", ["/users/nobody/animelist", "/anime/5", "/anime/x", "/users/somebody", "/manga/1"]
)
async def test_unknown_paths_users_and_titles_are_not_found(path: str) -> None:
    assert await ask(path) == (404, {"message": "", "error": "not_found"})


async def test_a_client_id_is_required() -> None:
    assert await ask("/anime/1", headers={}) == (403, {"message": "", "error": "forbidden"})


async def test_unregistered_client_id_is_refused() -> None:
    server = fake_mal(client_ids={"registered"})
    async with server.serve() as base_url:
        async with client_of(base_url) as client:
            with pytest.raises(SiteRefused, match="invalid client id"):
                await client.fetch_anime(1)
        async with client_of(base_url, client_id="registered") as client:
            assert (await client.fetch_anime(1)).title == "First"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("private_user", ListPrivate),
        ("nobody_here", UserNotFound),
        ("slow_down", SiteRateLimited),
        ("gateway_down", SiteUnavailable),
        ("attacked", SiteUnavailable),
        ("garbled", SiteUnavailable),
        ("stray_next", SiteUnavailable),
    ],
)
async def test_faulty_user_fails_as_its_name_says(name: str, error: type[RekoError]) -> None:
    async with fake_mal().serve() as base_url, client_of(base_url) as client:
        with pytest.raises(error):
            await client.fetch_list(name)


@pytest.mark.parametrize("name", ["slow_down", "slow_down_mute", "gateway_hiccup"])
async def test_temporary_fault_ends_with_the_list_of_the_fallback_user(name: str) -> None:
    fault = FAULTS[name]
    quick = replace(fault, times=2, retry_after=fault.retry_after and "0.01")
    server = fake_mal(faults={name: quick})
    async with server.serve() as base_url, client_of(base_url, max_attempts=3) as client:
        fetched = await client.fetch_list(name)

    assert fetched.user_list.entries == LISTS["Somebody"]
    assert server.requests["animelist"] == 3


async def test_slow_user_runs_into_the_timeout() -> None:
    async with fake_mal().serve() as base_url, client_of(base_url, timeout_s=0.05) as client:
        with pytest.raises(SiteUnavailable):
            await client.fetch_list("sleepy_user")


async def test_slow_user_responds_eventually() -> None:
    server = fake_mal(faults={"sleepy_user": replace(FAULTS["sleepy_user"], delay_s=0.01)})
    async with server.serve() as base_url, client_of(base_url) as client:
        assert len((await client.fetch_list("sleepy_user")).user_list.entries) == 4


async def test_sparse_user_has_titles_with_few_fields() -> None:
    async with fake_mal().serve() as base_url, client_of(base_url) as client:
        fetched = await client.fetch_list("sparse_user")

    titles = {title.id: title for title in fetched.titles}
    assert titles[2] == Anime(2, "Second")
    assert titles[1] == Anime(1, "First", start_date="2017")


async def test_fallback_list_has_the_first_titles_when_no_user_is_named() -> None:
    server = FakeMal(MappingLists({}), TITLES)
    async with server.serve() as base_url, client_of(base_url) as client:
        fetched = await client.fetch_list("sparse_user")

    assert fetched.user_list.entries.anime_ids.tolist() == [1, 2, 3]


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    path = tmp_path / "ratings.parquet"
    rows = {
        "user": [7, 2, 7],
        "anime": [1, 1, 2],
        "score": [8, 5, 0],
        "status": [2, 2, 6],
        "episodes": [12, -1, 0],
    }
    pl.DataFrame(rows).cast({"user": pl.Int32, "anime": pl.Int32}).write_parquet(path)
    return path


@pytest.fixture
def titles(tmp_path: Path) -> Path:
    path = tmp_path / "anime.parquet"
    empty = "title_english type start_date mean scored_by members age_rating source studios picture"
    row = dict.fromkeys(empty.split()) | {
        "id": 1,
        "title": "First",
        "episodes": 12,
        "genres": "Drama, School",
        "related_ids": "2,3",
        "duration_min": 24,
    }
    pl.DataFrame([row]).write_parquet(path)
    return path


async def test_parquet_users_are_named_by_their_ids(ratings: Path) -> None:
    lists = ParquetLists(ratings)
    entries = await lists.get("USER_7")

    assert entries is not None
    assert entries.anime_ids.tolist() == [1, 2]
    assert entries.statuses.tolist() == [Status.COMPLETED, Status.PLAN_TO_WATCH]


@pytest.mark.parametrize("name", ["user_3", "user_07", "user_", "user_x", "7", "user_999999999"])
async def test_parquet_has_no_other_users(ratings: Path, name: str) -> None:
    assert await ParquetLists(ratings).get(name) is None


def test_titles_are_read_from_parquet(titles: Path) -> None:
    assert read_titles(titles) == {
        1: Anime(
            id=1,
            title="First",
            n_episodes=12,
            genres=("Drama", "School"),
            duration_min=24,
            relations=(Relation(2), Relation(3)),
        )
    }


async def test_program_serves_files_until_stopped(ratings: Path, titles: Path) -> None:
    arguments = ["--ratings", str(ratings), "--titles", str(titles), "--port", "0"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "reko_demo.fake_mal.server",
        *arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    base_url = (await process.stdout.readline()).decode().strip()
    async with client_of(base_url) as client:
        fetched = await client.fetch_list("user_7")
    process.send_signal(signal.SIGTERM)
    output, errors = await process.communicate()

    assert len(fetched.user_list.entries) == 2
    assert (process.returncode, output, errors) == (0, b"", b"")


async def test_real_lists_round_trip_through_the_protocol() -> None:
    if not (DATA / "ratings.parquet").exists():
        pytest.skip("the real lists are not here")
    lists = ParquetLists(DATA / "ratings.parquet")
    async with FakeMal(lists, {}).serve() as base_url, client_of(base_url) as client:
        for name in ("user_1", "user_13061"):
            assert (await client.fetch_list(name)).user_list.entries == await lists.get(name)


async def test_server_without_keep_alive_closes_connections() -> None:
    async with fake_mal(keeps_alive=False).serve() as base_url, aiohttp.ClientSession() as session:
        async with session.get(f"{base_url}/users/somebody/animelist", headers=HEADERS) as answer:
            assert answer.headers["Connection"] == "close"
            await answer.read()
        assert isinstance(session.connector, aiohttp.TCPConnector)
        assert not session.connector._conns
