"""The doctor on intact and broken installations: real files, and fake servers over HTTP."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from community import N_USERS, TITLES, copy_installation
from discord_server import APPLICATION, TOKEN, DiscordServer

from reko_core.operations.doctor import Finding, Plan, State, run_doctor, suite
from reko_core.settings import DatabaseSettings, Settings, load_settings
from reko_core.snapshots.remote.publish import publish_current
from reko_core.snapshots.storage import FORMAT
from reko_core.store.database.migrate import migrate
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

HEAD = "0022"

CLIENT_ID = "Client_Id_Of_The_Tests"
NOWHERE = "http://127.0.0.1:9"
INVITE = "https://discord.example/invite/{}"
OK, WARNING, ERROR, SKIPPED = State.OK, State.WARNING, State.ERROR, State.SKIPPED


@pytest.fixture
def installation(tmp_path: Path, built: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Create a complete installation; no network access."""
    monkeypatch.chdir(tmp_path)
    copy_installation(built, tmp_path)
    for section, key, value in (
        ("MAL", "BASE_URL", NOWHERE),
        ("MAL", "CLIENT_ID", CLIENT_ID),
        ("ANILIST", "BASE_URL", NOWHERE),
        ("KITSU", "BASE_URL", NOWHERE),
        ("DISCORD", "TOKEN", TOKEN),
        ("COMMUNITY", "HASH_SECRET", "a-secret-of-the-tests"),
    ):
        monkeypatch.setenv(f"REKO_{section}__{key}", value)
    return tmp_path


async def look(
    config: Path | None = None, *, offline: bool = True, base: str = NOWHERE, timeout_s: float = 20
) -> dict[str, Finding]:
    steps: list[tuple[int, int]] = []
    plan = Plan(config, base, INVITE.format, is_offline=offline, timeout_s=timeout_s)
    findings = await run_doctor(plan, lambda *step: steps.append(step))
    assert all(done <= total for done, total in steps)
    messages = " ".join(f"{one.message} {one.facts} {one.action}" for one in findings)
    for hidden in (TOKEN, CLIENT_ID, "a-secret-of", "Pass_Word"):
        assert hidden not in messages
    worst = {}
    for one in findings:
        assert one.message.endswith((".", "?", "status.com"))
        worst.setdefault(one.check, one)
    return worst


@pytest.mark.usefixtures("installation")
async def test_an_intact_installation_has_no_errors() -> None:
    found = await look()

    assert {name: one.state for name, one in found.items()} == {
        "versions": OK,
        "configuration": OK,
        "secrets": SKIPPED,
        "permissions": OK,
        "database": OK,
        "disk": OK,
        "snapshot": OK,
        "snapshot store": SKIPPED,
        "cluster": SKIPPED,
        "mal": SKIPPED,
        "clock": SKIPPED,
        "anilist": SKIPPED,
        "kitsu": SKIPPED,
        "accounts": SKIPPED,
        "discord": SKIPPED,
    }
    assert "is set" in found["mal"].message
    assert found["snapshot"].facts["users"] == N_USERS + 1
    assert found["database"].facts["revision"] == HEAD


async def test_an_empty_directory_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for site in ("ANILIST", "KITSU"):
        monkeypatch.setenv(f"REKO_{site}__BASE_URL", NOWHERE)
    found = await look(offline=False)

    assert found["configuration"].state is OK
    assert found["database"].state is WARNING
    assert found["snapshot"].state is ERROR
    assert found["mal"].state is ERROR
    assert "mal.client_id is missing" in found["mal"].message
    assert "Lists of AniList cannot be read" in found["anilist"].message
    assert found["anilist"].state is found["kitsu"].state is WARNING
    assert found["discord"].state is SKIPPED
    assert not any(tmp_path.iterdir())  # noqa: ASYNC240 - a folder of the test


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[mal]\nclientid = 'x'\n", "mal.clientid: unknown key"),
        ("[mal\n", "config.toml"),
        ("[api]\nport = 'Pass_Word'\n", "api.port must be a whole number"),
        ("\xff", "config.toml"),
        (None, "no such file"),
    ],
)
async def test_a_broken_configuration_is_named(
    installation: Path, text: str | None, part: str
) -> None:
    path = installation / "config.toml"
    if text is not None:
        path.write_bytes(text.encode("latin-1"))
    found = await look(path)

    assert found["configuration"].state is ERROR
    assert part in found["configuration"].message
    assert {
        one.state for name, one in found.items() if name not in {"versions", "configuration"}
    } == {SKIPPED}


def overwrite(path: Path, data: bytes) -> None:
    for file in path.parent.glob(f"{path.name}-*"):
        file.unlink()
    path.write_bytes(data)


def execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def tear(path: Path) -> None:
    overwrite(path, path.read_bytes()[:50_000])


@pytest.mark.parametrize(
    ("harm", "state", "part"),
    [
        (lambda path: overwrite(path, b"no database at all" * 100), ERROR, "no SQLite database"),
        (tear, ERROR, "reko restore FILE"),
        (lambda path: overwrite(path, b""), WARNING, "no tables of Reko yet"),
        (lambda path: path.unlink(), WARNING, "does not exist yet"),
        (
            lambda path: execute(path, "UPDATE alembic_version SET version_num = '9999'"),
            ERROR,
            "newer version of Reko",
        ),
        (
            lambda path: execute(path, "UPDATE alembic_version SET version_num = '0001'"),
            WARNING,
            f"migrates it to {HEAD}. Back it up first. reko backup FILE",
        ),
    ],
)
async def test_a_broken_database_is_named_and_stays_as_it_is(
    installation: Path, harm: Callable[[Path], None], state: State, part: str
) -> None:
    path = installation / "reko.sqlite3"
    harm(path)
    before = path.read_bytes() if path.exists() else None
    found = await look()

    assert found["database"].state is state
    assert part in f"{found['database'].message} {found['database'].action}"
    assert (path.read_bytes() if path.exists() else None) == before


async def test_a_database_path_that_is_or_lacks_a_directory_is_named(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (installation / "folder").mkdir()
    for url, state in (
        ("sqlite+aiosqlite:///folder", ERROR),
        ("sqlite+aiosqlite:///absent/reko.sqlite3", ERROR),
        ("sqlite+aiosqlite://", ERROR),
        ("no url with a Pass_Word", ERROR),
        ("postgresql://user:Pass_Word@127.0.0.1:1/reko", ERROR),
    ):
        monkeypatch.setenv("REKO_DATABASE__URL", url)
        assert (await look())["database"].state is state, url


async def test_a_database_that_is_busy_is_a_warning(installation: Path) -> None:
    path = installation / "reko.sqlite3"
    migrate(DatabaseSettings(url=f"sqlite+aiosqlite:///{path}"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        found = await look()

    assert found["database"].state is WARNING
    assert "locked" in found["database"].message


async def test_a_broken_snapshot_is_named(installation: Path) -> None:
    directory = installation / "snapshots"
    name = (directory / "CURRENT").read_text()
    meta = directory / name / "meta.json"
    meta.write_text(meta.read_text().replace(f'"format": {FORMAT}', '"format": 4'))
    found = (await look())["snapshot"]
    assert (found.state, "another version of Reko" in found.message) == (ERROR, True)

    meta.unlink()
    assert (await look())["snapshot"].state is ERROR
    (directory / "CURRENT").write_bytes(b"\xff\xfe")
    assert (await look())["snapshot"].action == "reko build"
    (directory / "CURRENT").unlink()
    assert "There is none" in (await look())["snapshot"].message


@pytest.mark.parametrize(
    ("year", "part"),
    [("2020", "build it again"), ("2999", "built in the future: correct the clock")],
)
async def test_an_old_snapshot_and_one_of_a_wrong_clock_are_warnings(
    installation: Path, year: str, part: str
) -> None:
    directory = installation / "snapshots"
    meta = directory / (directory / "CURRENT").read_text() / "meta.json"
    present = str(datetime.now(UTC).year)
    meta.write_text(meta.read_text().replace(f'"built_at": "{present}', f'"built_at": "{year}'))
    found = (await look())["snapshot"]

    assert found.state is WARNING
    assert part in found.message


async def test_secrets_that_others_may_read_are_named(installation: Path) -> None:
    secret = installation / "snapshots" / "hash-secret"
    secret.write_text("a-secret-of-the-tests")
    secret.chmod(0o644)
    assert (await look())["secrets"].action == "chmod 600 snapshots/hash-secret"
    secret.chmod(0o600)
    config = installation / "config.toml"
    config.write_text("[mal]\nclient_id = 'x'\n")
    config.chmod(0o640)
    assert (await look())["secrets"].facts["file"] == "config.toml"
    config.write_text("[mal]\nclient_id = 'x'\n[community]\nhash_secret = 1\n")
    assert (await look(config))["secrets"].facts["file"] == str(config)
    config.write_text("[api]\nport = 1\n")
    assert (await look())["secrets"].state is OK
    secret.unlink()
    assert (await look())["secrets"].state is SKIPPED


@pytest.mark.usefixtures("installation")
async def test_without_the_network_ids_and_tokens_are_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REKO_MAL__CLIENT_ID", " ")
    monkeypatch.setenv("REKO_DISCORD__TOKEN", "no token")
    found = await look()
    assert "mal.client_id is missing" in found["mal"].message
    assert "is malformed" in found["discord"].message

    monkeypatch.setenv("REKO_MAL__CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("REKO_MAL__BASE_URL", "http://mal.example/v2")
    assert "is sent unencrypted" in (await look())["mal"].message


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (web.json_response({"error": "not_found"}, status=404), "has no titles; it should end in"),
        (web.Response(text="404: Not Found", status=404), "answers that there is nothing (404)"),
        (web.Response(text="<html>", content_type="text/html"), "answers with a web page"),
        (web.json_response({"status": "fine"}), "answers with no title"),
        (web.json_response([]), "answers with no title"),
        (
            web.Response(status=301, headers={"Location": "https://mal.example/v2/anime/1"}),
            "redirects to https://mal.example; it should end in /v2",
        ),
    ],
)
@pytest.mark.usefixtures("installation")
async def test_a_base_url_that_is_not_mals_is_named(
    monkeypatch: pytest.MonkeyPatch, answer: web.Response, part: str
) -> None:
    async def respond(_: web.Request) -> web.Response:
        return answer

    async with serving(respond) as url:
        monkeypatch.setenv("REKO_MAL__BASE_URL", url)
        found = await look(offline=False)

    assert found["mal"].state is ERROR
    assert f"mal.base_url {part}" in found["mal"].message


@pytest.mark.usefixtures("installation")
async def test_a_check_that_finds_nothing_is_shown_as_skipped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suite, "check_snapshot", lambda _: [])

    assert (await look())["snapshot"].state is SKIPPED


@pytest.fixture
async def _mal(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    fake_mal = FakeMal(MappingLists({}), TITLES, client_ids=[CLIENT_ID])
    async with fake_mal.serve() as base_url:
        monkeypatch.setenv("REKO_MAL__BASE_URL", base_url)
        yield base_url


@pytest.mark.usefixtures("installation", "_mal")
async def test_access_to_mal_is_measured() -> None:
    found = await look(offline=False)

    assert found["mal"].state is OK
    assert float(found["mal"].facts["duration_ms"] or 0) > 0
    assert found["clock"].state is OK
    assert abs(int(found["clock"].facts["skew_s"] or 0)) <= 2


@pytest.mark.usefixtures("installation", "_mal")
async def test_a_client_id_that_mal_does_not_know_is_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REKO_MAL__CLIENT_ID", "another-client-id")
    found = await look(offline=False)

    assert found["mal"].state is ERROR
    assert "(400: invalid client id): mal.client_id is probably wrong" in found["mal"].message


@pytest.mark.parametrize(
    ("status", "state", "part"),
    [
        (403, ERROR, "rejects us (403"),
        (429, WARNING, "limits our rate"),
        (502, ERROR, "is failing"),
    ],
)
@pytest.mark.usefixtures("installation")
async def test_other_responses_of_mal_and_a_wrong_clock_are_explained(
    monkeypatch: pytest.MonkeyPatch, status: int, state: State, part: str
) -> None:
    past = format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)

    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"error": "forbidden"}, status=status, headers={"Date": past})

    async with serving(answer) as url:
        monkeypatch.setenv("REKO_MAL__BASE_URL", url)
        found = await look(offline=False)

    assert found["mal"].state is state
    assert part in found["mal"].message
    assert found["clock"].state is WARNING
    assert "s ahead of MAL's" in found["clock"].message


class serving:  # noqa: N801 - read as a verb
    """A server with a constant response."""

    def __init__(self, answer: Callable[[web.Request], Awaitable[web.Response]]) -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)

    async def __aenter__(self) -> str:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()


@pytest.mark.usefixtures("installation")
async def test_an_unreachable_site_is_an_error() -> None:
    found = await look(offline=False)

    assert (found["mal"].state, found["discord"].state) == (ERROR, ERROR)
    assert "is unreachable (ClientConnectorError)" in found["mal"].message
    assert found["clock"].state is SKIPPED


@pytest.mark.usefixtures("installation")
async def test_a_site_that_responds_too_late_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer(_: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response()

    async with serving(answer) as url:
        monkeypatch.setenv("REKO_MAL__BASE_URL", url)
        found = await look(offline=False, base=url, timeout_s=2)

    assert found["mal"].message == "The check took longer than 2 s."
    assert found["database"].state is OK


@pytest.mark.filterwarnings("ignore:It is recommended to use web.RequestKey")
@pytest.mark.usefixtures("installation")
async def test_access_to_discord_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    server = DiscordServer()
    async with server.serve() as base:
        found = (await look(offline=False, base=base))["discord"]
        assert found.state is OK, found
        assert "It accepts the token" in found.message
        assert found.action == INVITE.format(APPLICATION)
        server.n_starts_left = 100
        found = (await look(offline=False, base=base))["discord"]
        assert found.state is ERROR
        assert "100 more times today" in found.message
        server.failing["/oauth2"] = 503
        assert "status 503" in (await look(offline=False, base=base))["discord"].message
        server.failing.clear()
        monkeypatch.setenv("REKO_DISCORD__TOKEN", "MTE2.another_token.of-nobody")
        found = (await look(offline=False, base=base))["discord"]
        assert "It rejects discord.token" in found.message
    monkeypatch.setenv("REKO_DISCORD__TOKEN", "no token")
    assert "is malformed" in (await look(offline=False, base=NOWHERE))["discord"].message


@pytest.mark.usefixtures("installation")
async def test_an_exception_of_a_check_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> list[Finding]:
        raise KeyError(TOKEN)

    monkeypatch.setattr(suite, "check_snapshot", break_down)
    found = (await look())["snapshot"]

    assert (found.state, found.message) == (ERROR, "The check failed (KeyError).")


async def test_the_object_store_of_snapshots_is_checked(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = installation / "shared"
    monkeypatch.setenv("REKO_COMMUNITY__SNAPSHOT_URL", f"file://{shared}")

    async def checked() -> tuple[State, str]:
        found = (await look())["snapshot store"]
        return found.state, found.message

    state, message = await checked()
    assert (state, "No such file" in message) == (ERROR, True)
    assert not shared.exists()
    shared.mkdir()
    assert await checked() == (WARNING, "Nothing is published yet.")
    community = load_settings().community
    published = await publish_current(community)
    assert published is not None
    state, message = await checked()
    assert (state, published.name in message) == (OK, True)
    assert sorted(one.name for one in shared.iterdir()) == [
        *("CURRENT", "CURRENT.publish-lock", "manifests", "parts")
    ]

    name = installation / "snapshots" / "CURRENT"
    name.write_text("20200101T000000000000Z")
    state, message = await checked()
    assert (state, "This machine has 2020" in message) == (WARNING, True)
    monkeypatch.setenv("REKO_COMMUNITY__HASH_SECRET", "a-secret-of-somebody-else")
    state, message = await checked()
    assert (state, "hash_secret must be the same" in message) == (ERROR, True)
