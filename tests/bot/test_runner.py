"""The bot with a real connection to a fake Discord. Its core has no community yet."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from discord.app_commands import Translator
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord_rules import violations
from discord_server import APPLICATION, CUT_LATE, TOKEN, DiscordServer
from pydantic import SecretStr
from structlog.testing import capture_logs
from yarl import URL

from bot import Services, running_bot, sync_with_discord
from bot.gateway.identify_queue import IdentifyQueue
from bot.help.app_description import app_description
from bot.i18n.translator import RekoTranslator
from bot.interactions import unanswered
from reko_core.app import open_core
from reko_core.errors import ConfigurationError, DiscordUnreachable, SessionsUsedUp, StoreError
from reko_core.observability.metrics import Metrics
from reko_core.runtime.shutdown import GracefulShutdown
from reko_core.settings import CommunitySettings, DatabaseSettings, DiscordSettings, Settings

GUILDS, GUILD_REACTIONS, DM_REACTIONS = 1 << 0, 1 << 10, 1 << 13
INVALID_SHARD = 4010
AUTHENTICATION_FAILED = 4004


@pytest.fixture
async def discord_server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    server = DiscordServer()
    monkeypatch.setattr("reko_core.store.discord.identifies.INTERVAL", timedelta(0))
    async with server.serve() as base:
        monkeypatch.setattr(Route, "BASE", base)
        # What discord.py connects to when it need not ask for the number of shards.
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server._gateway))
        yield server
    assert violations(server.calls) == []


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    settings = Settings(
        database=DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path / 'reko.sqlite3'}"),
        community=CommunitySettings(snapshot_dir=tmp_path / "snapshots"),
        discord=DiscordSettings(token=SecretStr(TOKEN), shutdown_grace_s=10),
    )
    async with open_core(settings, Metrics()) as core:
        yield Services(core.recommender, core.store, settings.discord, GracefulShutdown())


Run = Callable[..., AbstractAsyncContextManager[asyncio.Task[None]]]


@pytest.fixture
def run(services: Services, discord_server: DiscordServer) -> Run:
    """Run the bot until it is connected, with the same database each time."""

    @asynccontextmanager
    async def runs(**fields: Any) -> AsyncIterator[asyncio.Task[None]]:
        settings = services.settings.model_copy(update=fields)
        again = Services(services.recommender, services.store, settings, GracefulShutdown())
        async with running_bot(again) as session:
            await discord_server.connected()
            yield session

    return runs


def n_sent(server: DiscordServer) -> int:
    return len(server.calls_of("PUT", "/commands"))


async def test_commands_are_sent_at_the_first_start_only(
    run: Run, discord_server: DiscordServer
) -> None:
    for _ in range(2):
        async with run():
            assert n_sent(discord_server) == 1
            await discord_server.drop()
            await discord_server.connected()

    (call,) = discord_server.calls_of("PUT", "/commands")
    assert {"reko", "reko-group", "reko-help"} <= {command["name"] for command in call.json}
    for command in call.json:
        # Menus of users and messages have a name only.
        texts = "description" if command.get("description") else "name"
        assert command[f"{texts}_localizations"]["de"]


async def test_connections_to_the_gateway_are_counted(
    services: Services, discord_server: DiscordServer
) -> None:
    def count(*events: str) -> float:
        (family,) = services.metrics.gateway.collect()
        counts = {one.labels["event"]: one.value for one in family.samples if "_total" in one.name}
        return sum(counts[event] for event in events)

    async with running_bot(services):
        while not count("connect"):  # noqa: ASYNC110 - it counts, only
            await asyncio.sleep(0.01)
        assert count("resumed", "disconnect") == 0
        await discord_server.drop()
        while count("connect", "resumed") < 2:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
        assert count("disconnect") == 1


async def test_changed_commands_are_sent_again(
    run: Run, discord_server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run():
        pass

    async def shouted(_: Translator, string: Any, *_context: Any) -> str:
        return str(string).upper()[:100]

    with monkeypatch.context() as patched:
        patched.setattr(RekoTranslator, "translate", shouted)
        patched.setattr("discord_rules.schema_violations", lambda _: ())
        async with run():
            assert n_sent(discord_server) == 2
    async with run():
        assert n_sent(discord_server) == 3
    discord_server.calls.clear()


async def test_of_two_processes_that_start_at_once_one_sends_the_commands(
    run: Run, discord_server: DiscordServer, services: Services
) -> None:
    async with services.store.exclusive("commands"), run():
        assert n_sent(discord_server) == 0
    async with run():
        assert n_sent(discord_server) == 1


async def test_commands_can_be_sent_although_unchanged(
    run: Run, services: Services, discord_server: DiscordServer
) -> None:
    report = await sync_with_discord(services)
    (sent,) = discord_server.calls_of("PUT", "/commands")
    assert report.n_commands == len(sent.json)

    await sync_with_discord(services)
    assert n_sent(discord_server) == 2

    async with run():
        assert n_sent(discord_server) == 2
    assert len(discord_server.identified) == 1


async def test_the_bot_starts_although_its_commands_cannot_be_sent(
    run: Run, discord_server: DiscordServer
) -> None:
    discord_server.failing["/applications"] = 400
    with capture_logs() as logs:
        async with run():
            pass
    (refused,) = [log for log in logs if log["event"] == "commands not sent to Discord"]
    assert refused["log_level"] == "error"
    assert "400" in refused["reason"]

    discord_server.failing.clear()
    async with run():
        assert n_sent(discord_server) == 2


async def test_the_bot_starts_although_the_digest_of_the_commands_cannot_be_stored(
    run: Run, discord_server: DiscordServer, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StoreError("disk I/O error")

    with monkeypatch.context() as patched, capture_logs() as logs:
        patched.setattr(services.store.state, "put", fail)
        async with run():
            pass
    assert "commands not sent to Discord" in {log["event"] for log in logs}

    async with run():
        assert n_sent(discord_server) == 2


async def test_an_interaction_being_answered_slowly_is_not_reported_as_unhandled(
    run: Run, discord_server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unanswered, "UNANSWERED_AFTER_S", 0.05)
    discord_server.failing["/interactions"] = 429
    with capture_logs() as logs:
        async with run():
            asked = await discord_server.command("reko-account", sub="show")
            await asyncio.sleep(0.3)
            discord_server.failing.clear()
            await discord_server.answered(asked)

    assert "wrong" not in asked.content
    assert [log for log in logs if log["log_level"] == "error"] == []


async def test_a_response_without_confirmation_is_followed_by_an_error_message(
    run: Run, discord_server: DiscordServer
) -> None:
    discord_server.failing["/interactions"] = CUT_LATE
    with capture_logs() as logs:
        async with run():
            asked = await discord_server.command("reko-account", sub="show")
            await discord_server.until(lambda: asked.callback)
            discord_server.failing.clear()
            await discord_server.until(lambda: asked.followups)

    assert asked.message is not None
    assert asked.message["content"] or asked.message["embeds"]
    assert asked.content.startswith("Discord had a problem")
    assert [log for log in logs if log["log_level"] == "error"] == []


async def test_an_initial_response_without_confirmation_is_completed(
    run: Run,
    discord_server: DiscordServer,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late, get = asyncio.Event(), services.store.accounts.get

    async def get_late(*args: Any) -> Any:
        await late.wait()
        return await get(*args)

    monkeypatch.setattr(services.store.accounts, "get", get_late)
    discord_server.failing["/interactions"] = CUT_LATE
    with capture_logs() as logs:
        async with run():
            asked = await discord_server.command("reko-account", sub="show")
            await discord_server.until(lambda: asked.callback)
            discord_server.failing.clear()
            late.set()
            await discord_server.answered(asked)

    assert asked.followups == []
    assert asked.content or asked.embeds
    assert [log for log in logs if log["log_level"] == "error"] == []


async def test_no_privileged_intents_are_requested(run: Run, discord_server: DiscordServer) -> None:
    async with run():
        pass

    (identified,) = discord_server.identified
    assert identified["intents"] == GUILDS | GUILD_REACTIONS | DM_REACTIONS


async def test_the_address_that_invites_the_bot_is_logged(run: Run) -> None:
    with capture_logs() as logs:
        async with run():
            pass

    (login,) = [log for log in logs if log["event"] == "bot logged in"]
    invite = URL(login["invite"])
    assert (invite.host, invite.path) == ("discord.com", "/oauth2/authorize")
    asked = discord.Permissions(int(invite.query["permissions"]))
    assert {name for name, is_asked in asked if is_asked} == {
        *("read_messages", "send_messages", "embed_links"),
    }
    assert invite.query["client_id"] == APPLICATION
    assert invite.query["scope"].split() == ["bot", "applications.commands"]


async def test_a_command_is_answered_over_the_wire(run: Run, discord_server: DiscordServer) -> None:
    async with run():
        asked = await discord_server.command("reko", user="Some_User")
        await discord_server.answered(asked)

    assert asked.content.startswith("No community is loaded yet")


async def test_an_unexpected_error_is_logged_with_the_id_shown_to_the_user(
    run: Run, services: Services, discord_server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any, **__: Any) -> None:
        raise KeyError("Some_User")

    monkeypatch.setattr(services.recommender, "recommend", fail)
    with capture_logs() as logs:
        async with run():
            asked = await discord_server.command("reko", user="Some_User")
            await discord_server.answered(asked)

    (failure,) = [log for log in logs if log["event"] == "interaction failed"]
    assert failure["error_id"] in asked.content
    assert failure["error"] == "KeyError"
    assert "Some_User" not in str(logs) + asked.content


async def test_the_bot_reconnects_after_a_lost_connection(
    run: Run, discord_server: DiscordServer
) -> None:
    async with run() as session:
        for code in (4000, 1000, 4009):
            await discord_server.drop(code)
            await discord_server.connected()
            asked = await discord_server.command("reko-account", sub="show")
            await discord_server.answered(asked)

        assert not session.done()
    assert discord_server.resumed


async def test_sync_sets_the_description_but_keeps_one_that_somebody_wrote(
    services: Services, discord_server: DiscordServer
) -> None:
    settings = services.settings.model_copy(update={"docs_url": "https://example.org/docs/"})
    linked = replace(services, settings=settings)

    assert (await sync_with_discord(services)).description == "set"
    assert "/reko" in discord_server.description
    assert "https://" not in discord_server.description
    assert (await sync_with_discord(services)).description == "unchanged"
    assert (await sync_with_discord(linked)).description == "set"
    assert "https://example.org/docs/privacy.md" in discord_server.description
    assert "https://example.org/docs/terms.md" in discord_server.description

    discord_server.description = "The bot of our club"
    assert (await sync_with_discord(linked)).description == "kept"
    assert discord_server.description == "The bot of our club"


def test_the_description_drops_links_that_discord_has_no_room_for() -> None:
    address = "https://example.org/".ljust(200, "x")

    assert address in app_description(address)
    assert len(app_description(address)) <= 400


@pytest.mark.parametrize("token", ["", "  ", "Bot abc", "abc\ndef", "abc…"])
async def test_malformed_token_is_refused_at_once(token: str, services: Services) -> None:
    settings = DiscordSettings(token=SecretStr(token))
    wrong = Services(services.recommender, services.store, settings, GracefulShutdown())

    with pytest.raises(ConfigurationError, match=r"discord\.token"):
        async with running_bot(wrong):
            pytest.fail("a bot without a token")
    with pytest.raises(ConfigurationError, match=r"discord\.token"):
        await sync_with_discord(wrong)


async def test_a_token_that_discord_refuses_is_named(
    services: Services, discord_server: DiscordServer
) -> None:
    discord_server.token = "another"

    async with running_bot(services) as session:
        with pytest.raises(ConfigurationError, match=r"discord\.token is refused"):
            await session
    with pytest.raises(ConfigurationError, match=r"discord\.token is refused"):
        await sync_with_discord(services)


@pytest.mark.parametrize(("path", "status"), [("/users", 503), ("/users", 403), ("/gateway", 503)])
async def test_a_discord_that_fails_at_the_start_is_named(
    services: Services, discord_server: DiscordServer, path: str, status: int
) -> None:
    discord_server.failing[path] = status

    async with running_bot(services) as session:
        with pytest.raises(DiscordUnreachable):
            await session


async def test_a_discord_that_cannot_be_reached_is_named(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:9/api/v10")

    async with running_bot(services) as session:
        with pytest.raises(DiscordUnreachable, match="ClientConnectorError"):
            await session
    with pytest.raises(DiscordUnreachable):
        await sync_with_discord(services)


async def test_commands_that_discord_refuses_are_an_error_when_they_were_to_be_sent(
    services: Services, discord_server: DiscordServer
) -> None:
    discord_server.failing["/applications"] = 403

    with pytest.raises(DiscordUnreachable, match="HTTP 403"):
        await sync_with_discord(services)


@pytest.mark.parametrize(
    ("code", "error"),
    [(AUTHENTICATION_FAILED, ConfigurationError), (INVALID_SHARD, DiscordUnreachable)],
)
async def test_a_fatal_gateway_close_code_ends_the_bot(
    run: Run, discord_server: DiscordServer, code: int, error: type[Exception]
) -> None:
    async with run() as session:
        await discord_server.drop(code)
        with pytest.raises(error):
            await session


async def test_a_gateway_without_close_frame_does_not_delay_the_shutdown(
    run: Run, discord_server: DiscordServer
) -> None:
    discord_server.sends_close_frame = False

    async with asyncio.timeout(10), run():
        pass


async def test_the_database_stays_open_until_running_queries_end(
    run: Run, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, ended = asyncio.Event(), asyncio.Event()

    async def prune(_: object) -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.05)
            ended.set()

    monkeypatch.setattr(services.store.results, "prune", prune)
    async with run():
        await started.wait()

    assert ended.is_set()


async def test_a_bot_that_is_still_connecting_can_be_ended(
    services: Services, discord_server: DiscordServer
) -> None:
    """discord.py reconnects forever, and does not notice a closed client."""
    discord_server._gateway = "ws://127.0.0.1:9/"
    failed = asyncio.Event()
    log = logging.getLogger("discord.shard")

    def hear(_: logging.LogRecord) -> bool:
        failed.set()
        return False

    log.addFilter(hear)
    try:
        async with asyncio.timeout(10), running_bot(services) as session:
            await failed.wait()
            assert not session.done()
    finally:
        log.removeFilter(hear)


async def test_processes_run_their_own_shards_and_identify_one_after_the_other(
    services: Services, discord_server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    interval_s = 0.1
    monkeypatch.setattr(
        "reko_core.store.discord.identifies.INTERVAL", timedelta(seconds=interval_s)
    )
    times: list[float] = []
    identified = discord_server.identified

    def shards() -> list[list[int]]:
        return sorted(one["shard"] for one in identified)

    def process(shards: str) -> Services:
        settings = services.settings.model_copy(update={"shards": shards, "shard_count": 4})
        return replace(services, settings=settings, shutdown=GracefulShutdown())

    async def watch() -> None:
        for n in range(1, 5):
            await discord_server.until(lambda n=n: len(identified) >= n)
            times.append(time.monotonic())

    watching = asyncio.create_task(watch())
    async with running_bot(process("0-1")), running_bot(process("2-3")):
        await watching
        assert shards() == [[0, 4], [1, 4], [2, 4], [3, 4]]
        await discord_server.drop()
        await discord_server.until(lambda: len(discord_server.resumed) == 4)

    assert times[-1] - times[0] > 2 * interval_s
    # Sessions that are resumed need no IDENTIFY.
    assert len(identified) == 4
    with pytest.raises(SessionsUsedUp):
        await services.store.identifies.reserve(0, daily=4, max_wait=timedelta(0))


async def test_a_bot_that_may_start_few_more_sessions_today_starts_none(
    services: Services, discord_server: DiscordServer
) -> None:
    discord_server.n_starts_left = 100

    with capture_logs() as logs:
        async with running_bot(services) as session:
            with pytest.raises(SessionsUsedUp):
                await session

    assert "no sessions left today" in {log["event"] for log in logs}
    assert discord_server.identified == []
    assert services.metrics.identifies_refused._value.get() == 1


@pytest.mark.parametrize(
    ("outcome", "n_refused"),
    [(SessionsUsedUp(), 1), (StoreError("unreachable"), 0), (timedelta(hours=1), 0)],
)
async def test_a_running_bot_starts_no_session_without_a_turn(
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    outcome: Exception | timedelta,
    n_refused: int,
) -> None:
    """discord.py tries again after a ConnectionError."""

    async def reserve(*_: Any, **__: Any) -> timedelta:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr("bot.gateway.identify_queue._MAX_WAIT_S", 0)
    monkeypatch.setattr(services.store.identifies, "reserve", reserve)
    queue = IdentifyQueue(services.store.identifies, services.metrics)

    with pytest.raises(ConnectionError):
        await queue.wait(0)

    assert services.metrics.identifies_refused._value.get() == n_refused
