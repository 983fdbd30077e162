"""The bot as a process, with a fake Discord and a fake MAL."""

import asyncio
import json
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from community import N_USERS, copy_installation
from discord_rules import violations
from discord_server import TOKEN, DiscordServer

from reko_core.contract.recommend import Response
from reko_core.domain.models import Entries, normalise_name
from reko_core.settings import Settings
from reko_demo.community.catalogue import load_titles
from reko_demo.community.demo_users import demo_lists
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

LAUNCHER = Path(__file__).parents[2] / "support" / "reko_with_discord.py"
USER, SLOW_USER = "demo_sports", "slow_list"
HIDDEN = (USER, SLOW_USER, TOKEN, "interaction-token", "Traceback")
NOWHERE = "http://127.0.0.1:9/api/v10"
PATIENCE_S = 60


class GatedLists:
    """Lists of which one is delayed until released."""

    def __init__(self) -> None:
        self._lists = MappingLists(demo_lists(load_titles()))
        self.asked = asyncio.Event()
        self.opened = asyncio.Event()

    async def get(self, user_name: str) -> Entries | None:
        if normalise_name(user_name) != SLOW_USER:
            return await self._lists.get(user_name)
        self.asked.set()
        await self.opened.wait()
        return await self._lists.get(USER)


@dataclass
class Program:
    """A running `reko` process."""

    process: asyncio.subprocess.Process

    async def wait_for_line(self, start: str) -> str:
        """Wait for a line of output that begins with `start`; return the rest of it."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE_S):
            async for line in self.process.stdout:
                if line.decode().startswith(start):
                    return line.decode().removeprefix(start).strip()
        raise AssertionError(f"ended without saying {start!r}")

    def signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    async def end(self) -> tuple[int, list[str]]:
        """Wait for its end; return the exit code and its messages on stderr.

        Logs are not among them, but are checked for errors, names and secrets.
        """
        async with asyncio.timeout(PATIENCE_S):
            out, err = (text.decode() for text in await self.process.communicate())
        for hidden in HIDDEN:
            assert hidden not in out + err
        assert self.process.returncode is not None
        lines = err.splitlines()
        logs = [json.loads(line) for line in lines if line.startswith("{")]
        assert {log["level"] for log in logs} <= {"info", "warning"}
        plain = [line for line in lines if not line.startswith("{")]
        return self.process.returncode, plain


Start = Callable[..., AbstractAsyncContextManager[Program]]


@pytest.fixture
async def discord_server() -> DiscordServer:
    return DiscordServer()


@pytest.fixture
async def lists() -> GatedLists:
    return GatedLists()


@pytest.fixture
async def start(
    built: Settings,
    tmp_path: Path,
    environ: Mapping[str, str],
    discord_server: DiscordServer,
    lists: GatedLists,
) -> AsyncIterator[Start]:
    """Start `reko` with a token, a community, and both fakes."""
    copy_installation(built, tmp_path)
    mal = FakeMal(lists, load_titles())
    async with discord_server.serve() as discord_url, mal.serve() as mal_url:
        common = {
            "REKO_DATABASE__URL": "sqlite+aiosqlite:///reko.sqlite3",
            "REKO_MAL__BASE_URL": mal_url,
            "REKO_MAL__CLIENT_ID": "test-client",
            "REKO_DISCORD__TOKEN": TOKEN,
            "REKO_API__PORT": "0",
        }

        @asynccontextmanager
        async def starts(
            *arguments: str, base: str = discord_url, **more: str
        ) -> AsyncIterator[Program]:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, str(LAUNCHER), base, *arguments),
                cwd=tmp_path,
                env={**environ, **common, **more},
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                yield Program(process)
            finally:
                if process.returncode is None:
                    process.kill()
                await process.communicate()

        yield starts
    assert violations(discord_server.calls) == []


@pytest.mark.parametrize("command", ["bot", "run", "sync"])
def test_a_missing_token_is_reported_at_once(
    command: str, reko: Callable[..., Any], tmp_path: Path
) -> None:
    done = reko(command)

    assert done.returncode == 1
    assert not done.stdout
    assert "REKO_DISCORD__TOKEN" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


async def test_a_refused_token_is_reported_in_one_line(
    start: Start, discord_server: DiscordServer
) -> None:
    discord_server.token = "another"

    async with start("run") as program:
        returncode, (message,) = await program.end()

    assert returncode == 1
    assert message.startswith("reko: discord.token is refused")


async def test_an_unreachable_discord_is_reported_in_one_line(start: Start) -> None:
    async with start("bot", base=NOWHERE) as program:
        returncode, (message,) = await program.end()

    assert returncode == 1
    assert message.startswith("reko: Discord cannot be reached (ClientConnectorError).")


async def test_a_bot_serves_metrics_and_sends_its_commands_which_sync_always_does(
    start: Start, discord_server: DiscordServer
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    async with start("bot", REKO_OPERATIONS__METRICS_PORT=str(port)) as program:
        await discord_server.connected()
        asked = await discord_server.command("reko", user=USER)
        await discord_server.until(lambda: asked.embeds)
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/metrics") as response,
        ):
            metrics = await response.text()
        program.signal()
        assert await program.end() == (0, [])

    assert f"reko_snapshot_users {N_USERS + 1}.0" in metrics
    assert "reko_discord_connected_shards 1.0" in metrics
    assert 'reko_stage_seconds_count{stage="total"} 1.0' in metrics
    assert USER not in metrics
    (sent,) = discord_server.calls_of("PUT", "/commands")

    async with start("sync") as program:
        assert await program.wait_for_line(str(len(sent.json))) == "commands sent to Discord."
        assert await program.end() == (0, [])
    assert len(discord_server.calls_of("PUT", "/commands")) == 2


async def test_run_serves_bot_and_api_with_one_engine(
    start: Start, discord_server: DiscordServer
) -> None:
    async with start("run") as program:
        url = await program.wait_for_line("Listening on ")
        await discord_server.connected()
        asked = await discord_server.command("reko", user=USER)
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{url}/recommendations", json={"user_name": USER}) as answer,
        ):
            assert answer.status == 200
            response = Response.model_validate_json(await answer.read())

        await discord_server.answered(asked)
        assert asked.callback is not None
        (_, first, *_) = asked.embeds
        assert response.rekos[0].info.title in first["title"]

        turned = await discord_server.press(asked, "next")
        await discord_server.until(lambda: turned.callback)
        assert turned.callback is not None
        assert response.rekos[0].info.title not in str(turned.callback)
        program.signal()
        assert await program.end() == (0, [])


async def test_a_stopping_bot_finishes_running_commands(
    start: Start, discord_server: DiscordServer, lists: GatedLists
) -> None:
    async with start("run") as program:
        await discord_server.connected()
        slow = await discord_server.command("reko", user=SLOW_USER)
        await lists.asked.wait()
        program.signal()
        await program.wait_for_line("Stopping: finishing running commands")

        late = await discord_server.command("reko", user=USER)
        await discord_server.answered(late)
        assert "is restarting" in late.content
        lists.opened.set()
        await discord_server.answered(slow)
        assert slow.embeds

        assert await program.end() == (0, [])


async def test_after_the_grace_period_users_are_asked_to_retry(
    start: Start, discord_server: DiscordServer, lists: GatedLists
) -> None:
    async with start("bot", REKO_DISCORD__SHUTDOWN_GRACE_S="0.1") as program:
        await discord_server.connected()
        slow = await discord_server.command("reko", user=SLOW_USER)
        await lists.asked.wait()
        program.signal()

        assert await program.end() == (0, [])

    assert "is restarting" in slow.content


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_second_signal_kills_the_bot_at_once(
    number: signal.Signals,
    start: Start,
    discord_server: DiscordServer,
    lists: GatedLists,
) -> None:
    async with start("bot") as program:
        await discord_server.connected()
        await discord_server.command("reko", user=SLOW_USER)
        await lists.asked.wait()
        program.signal(number)
        await program.wait_for_line("Stopping")
        program.signal(number)

        assert await program.end() == (-number, [])
