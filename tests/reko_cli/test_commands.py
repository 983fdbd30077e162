"""The commands in sequence, as a user runs them, on a synthetic community."""

import asyncio
import csv
import json
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from community import MEMBER, TITLES, copy_installation

from reko_core.contract.recommend import Response
from reko_core.domain.models import Anime, Entries
from reko_core.settings import Settings
from reko_demo.community.catalogue import load_titles
from reko_demo.community.demo_users import demo_lists
from reko_demo.community.synthetic import make_community
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

Reko = Callable[..., Any]
USER = "demo_sports"


def write_ratings(path: Path, lists: Mapping[str, Entries]) -> None:
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("user_id", "anime_id", "rating", "watching_status", "watched_episodes"))
        for number, entries in enumerate(lists.values(), start=1):
            rows.writerows((number, *values) for values in zip(*entries.columns(), strict=True))


def write_titles(path: Path, titles: Mapping[int, Anime]) -> None:
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("anime_id", "name", "genre", "type", "episodes", "rating", "members"))
        for anime in titles.values():
            genres = ", ".join(anime.genres)
            kind = (anime.media_type or "").upper()
            rows.writerow(
                (anime.id, anime.title, genres, kind, anime.n_episodes, anime.mean, anime.members)
            )


@pytest.fixture(scope="module")
def titles() -> dict[int, Anime]:
    return dict(load_titles())


@pytest.fixture
def dumps(tmp_path: Path, titles: dict[int, Anime]) -> tuple[Path, Path]:
    """Write files of 150 lists and of the titles."""
    ratings, catalogue = tmp_path / "ratings.csv", tmp_path / "titles.csv"
    write_ratings(ratings, make_community(titles, n_users=150))
    write_titles(catalogue, titles)
    return ratings, catalogue


@asynccontextmanager
async def running(
    directory: Path, environ: Mapping[str, str], *arguments: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start `reko` in the background; processes still running at the end are killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "reko_cli",
        *arguments,
        cwd=directory,
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def test_a_new_database_is_migrated_once(reko: Reko) -> None:
    first, second = reko("migrate"), reko("migrate")

    assert first.returncode == second.returncode == 0
    assert "was created, at revision" in first.stdout
    assert "is up to date, at revision" in second.stdout


def test_importing_reports_the_rows_by_outcome(
    reko: Reko, dumps: tuple[Path, Path], titles: dict[int, Anime]
) -> None:
    first = reko("import", *map(str, dumps))
    again = reko("import", str(dumps[0]), "--source", "kaggle2020")

    assert first.returncode == 0, first.stderr
    assert "150 new" in first.stdout
    assert f"{len(titles)} new" in first.stdout
    assert re.search(r"time +[\d.]+ s \([\d,]+ rows/s\)", first.stdout)
    assert "150 unchanged" in again.stdout


def test_a_refused_file_does_not_stop_the_others(reko: Reko, dumps: tuple[Path, Path]) -> None:
    done = reko("import", "absent.csv", str(dumps[1]))

    assert done.returncode == 1
    assert "titles.csv" in done.stdout
    assert done.stderr.splitlines()[-1].startswith("reko: 1 of 2 files were rejected: absent.csv")


def test_a_single_refused_file_is_reported_in_one_line(reko: Reko, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n")

    done = reko("import", "odd.csv")

    assert done.returncode == 1
    assert done.stderr.startswith("reko: odd.csv cannot be imported: ")
    assert len(done.stderr.splitlines()) == 1


def test_nothing_to_build_from_is_reported_in_one_line(reko: Reko) -> None:
    done = reko("build")

    assert done.returncode == 1
    assert "reko import" in done.stderr.splitlines()[-1]


def test_without_a_snapshot_recommend_says_what_to_do(reko: Reko) -> None:
    done = reko("recommend", USER)

    assert done.returncode == 1
    assert "reko build" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_models_are_kept_on_request(reko: Reko, dumps: tuple[Path, Path]) -> None:
    assert reko("import", *map(str, dumps)).returncode == 0
    assert re.search(r"models +retrained\b", reko("build").stdout)
    assert re.search(r"models +reused\b", reko("build", "--keep-models").stdout)


async def test_from_dumps_to_recommendations(
    reko: Reko,
    dumps: tuple[Path, Path],
    titles: dict[int, Anime],
    tmp_path: Path,
    environ: dict[str, str],
) -> None:
    assert (await asyncio.to_thread(reko, "import", *map(str, dumps))).returncode == 0
    built = await asyncio.to_thread(reko, "build")
    assert built.returncode == 0, built.stderr
    assert re.search(r"users +150\b", built.stdout)

    fake_mal = FakeMal(MappingLists(demo_lists(titles)), titles)
    async with fake_mal.serve() as base_url:
        environ |= {
            "REKO_MAL__BASE_URL": base_url,
            "REKO_MAL__CLIENT_ID": "test-client",
            "REKO_MAL__MAX_ATTEMPTS": "1",
        }
        table = await asyncio.to_thread(reko, "recommend", USER, "--limit", "5")
        assert table.returncode == 0, table.stderr
        rows = [line.split("\t") for line in table.stdout.splitlines()]
        assert [(row[0], len(row)) for row in rows] == [(str(rank), 6) for rank in range(1, 6)]
        assert not table.stderr

        as_json = await asyncio.to_thread(reko, "recommend", USER, "--json")
        first = json.loads(as_json.stdout)["rekos"][0]["id"]
        banned = await asyncio.to_thread(reko, "recommend", USER, "--json", "--ban", str(first))
        assert first not in [reko_["id"] for reko_ in json.loads(banned.stdout)["rekos"]]

        filters = ("--genre", "drama", "--type", "tv", "--type", "ova", "--max-episodes", "13")
        filtered = await asyncio.to_thread(reko, "recommend", USER, "--json", *filters)
        infos = [reko_["info"] for reko_ in json.loads(filtered.stdout)["rekos"]]
        assert infos
        for info in infos:
            assert "Drama" in info["genres"]
            assert info["media_type"] in {"tv", "ova"}
            assert info["num_episodes"] <= 13
        others = ("--exclude-genre", "drama", "--exclude-genre", "SPORTS")
        without = await asyncio.to_thread(reko, "recommend", USER, "--json", *others)
        infos = [reko_["info"] for reko_ in json.loads(without.stdout)["rekos"]]
        assert len(infos) == 24
        assert not any({"Drama", "Sports"} & set(info["genres"]) for info in infos)

        page = await asyncio.to_thread(reko, "recommend", USER, "--offset", "5", "--limit", "5")
        ranks = [line.split("\t")[0] for line in page.stdout.splitlines()]
        assert ranks == ["6", "7", "8", "9", "10"]
        second = ("--json", "--offset", "5", "--limit", "5")
        pages = [
            json.loads((await asyncio.to_thread(reko, "recommend", USER, *options)).stdout)["rekos"]
            for options in (("--json", "--limit", "5"), second, ("--json", "--limit", "10"))
        ]
        assert pages[0] + pages[1] == pages[2]

        odd = await asyncio.to_thread(reko, "recommend", USER, "--genre", "dramma")
        assert odd.returncode == 1
        assert odd.stderr.startswith(
            "reko: --genre: 'dramma' is no known genre. Similar ones: Drama"
        )
        odd = await asyncio.to_thread(reko, "recommend", USER, "--exclude-genre", "dramma")
        assert odd.returncode == 1
        assert odd.stderr.startswith("reko: --exclude-genre: 'dramma' is no known genre.")
        adult = await asyncio.to_thread(reko, "recommend", USER, "--age-rating", "rx")
        assert adult.returncode == 1
        assert adult.stderr.startswith("reko: --age-rating: adult titles need --adult.")

        async with running(tmp_path, environ, "api", "--port", "0") as api:
            await compare_to_api(api, as_json.stdout.rstrip("\n"))
            api.send_signal(signal.SIGTERM)
            assert await api.wait() == 0

        nobody = await asyncio.to_thread(reko, "recommend", "nobody_at_all")
        assert nobody.returncode == 1
        assert nobody.stderr.startswith("reko: There's no MyAnimeList user nobody_at_all.")


async def compare_to_api(api: asyncio.subprocess.Process, printed: str) -> None:
    """The API has the same response, and takes the hashes that were printed as bans."""
    banned = [user["hash"] for user in json.loads(printed)["users"]][:2]
    plain, without = await ask(api, {}, {"banned_users": banned})
    assert plain == printed
    assert len(banned) == 2
    assert not set(banned) & {user["hash"] for user in json.loads(without)["users"]}


async def ask(api: asyncio.subprocess.Process, *requests: dict[str, Any]) -> list[str]:
    """Read the URL of the API, and send requests with these fields."""
    assert api.stdout is not None
    listening = (await api.stdout.readline()).decode()
    documentation = (await api.stdout.readline()).decode()
    url = listening.removeprefix("Listening on ").strip()
    assert documentation.strip() == f"Documentation: {url}/docs"
    texts = []
    async with aiohttp.ClientSession() as session:
        for fields in requests:
            body = {"user_name": USER, **fields}
            async with session.post(f"{url}/recommendations", json=body) as answer:
                texts.append(await answer.text())
            Response.model_validate_json(texts[-1])
    return texts


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_api_stops_cleanly_on_a_signal(
    number: signal.Signals, tmp_path: Path, environ: dict[str, str]
) -> None:
    async with running(tmp_path, environ, "api", "--port", "0") as api:
        assert api.stdout is not None
        assert (await api.stdout.readline()).startswith(b"Listening on http://127.0.0.1:")
        api.send_signal(number)
        assert await api.wait() == 0


async def test_a_port_in_use_is_reported_in_one_line(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    taken = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    async with taken:
        port = taken.sockets[0].getsockname()[1]
        async with running(tmp_path, environ, "api", "--port", str(port)) as api:
            _, output = await api.communicate()

    assert api.returncode == 1
    assert b"cannot listen on" in output.splitlines()[-1]


@pytest.fixture
def _installation(built: Settings, tmp_path: Path) -> None:
    copy_installation(built, tmp_path)


@pytest.mark.usefixtures("_installation")
async def test_commands_log_only_warnings_unless_verbose(
    reko: Reko, environ: dict[str, str]
) -> None:
    environ |= {"REKO_MAL__CLIENT_ID": "test-client", "REKO_LOG__LEVEL": "debug"}
    async with FakeMal(MappingLists({"member": MEMBER}), TITLES).serve() as base_url:
        environ["REKO_MAL__BASE_URL"] = base_url
        quiet = await asyncio.to_thread(reko, "recommend", "member", "--refresh", "--json")
        verbose = await asyncio.to_thread(
            reko, "recommend", "member", "--refresh", "--json", "--verbose"
        )

    assert quiet.returncode == verbose.returncode == 0, quiet.stderr
    assert not quiet.stderr
    assert '"event": "recommended"' in verbose.stderr
    for done in (quiet, verbose):
        Response.model_validate_json(done.stdout)


@pytest.mark.parametrize(
    ("status", "body", "headers", "fault"),
    [
        (404, '{"error": "not_found"}', {}, "has no users and no titles"),
        (200, "<html>", {}, "answers with a web page"),
        (
            301,
            "",
            {"Location": "https://mal.example/v2/users/nobody_known"},
            "redirects to https://mal.example;",
        ),
    ],
)
@pytest.mark.usefixtures("_installation")
async def test_a_wrong_base_url_is_named_by_the_first_request(
    reko: Reko, environ: dict[str, str], *, status: int, body: str, headers: Any, fault: str
) -> None:
    async def respond(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=status, text=body, headers=headers)

    runner = web.ServerRunner(web.Server(respond))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    environ |= {
        "REKO_MAL__BASE_URL": f"http://127.0.0.1:{runner.addresses[0][1]}",
        "REKO_MAL__CLIENT_ID": "test-client",
        "REKO_MAL__MAX_ATTEMPTS": "1",
    }
    try:
        done = await asyncio.to_thread(reko, "recommend", "nobody_known")
    finally:
        await runner.cleanup()

    assert done.returncode == 1
    assert done.stderr.startswith(f"reko: The setting mal.base_url {fault}")
    assert "it should end in /v2" in done.stderr
    assert len(done.stderr.splitlines()) == 1
