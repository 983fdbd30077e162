"""Runs the bot from login to shutdown."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import aiohttp
import discord
import structlog

from bot.app import make_bot
from bot.client import RekoBot
from bot.help.app_description import DescriptionChange, set_description
from bot.rules.invite import invite_url
from bot.services import Services
from reko_core.errors import ConfigurationError, DiscordUnreachable

__all__ = ["SyncReport", "running_bot", "sync_with_discord"]

AUTHENTICATION_FAILED = 4004
"""The gateway's close code for a token that was valid at login."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

# discord.py would warn about missing voice libraries, which the bot does not need.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


@asynccontextmanager
async def running_bot(services: Services) -> AsyncIterator[asyncio.Task[None]]:
    """Run the bot; yields the task of its session, which ends by itself only with an error.

    That is ConfigurationError when the token is refused, or DiscordUnreachable when the first
    connection fails; later, the bot reconnects by itself. On exit, running interactions may finish
    for `shutdown_grace_s`. Raises ConfigurationError without a token.
    """
    token = services.settings.required_token()
    async with make_bot(services) as client:
        session = asyncio.create_task(_run_session(client, token))
        try:
            yield session
        finally:
            await client.close()
            # During its first connection attempt, discord.py does not notice that it was closed.
            session.cancel()
            await asyncio.gather(session, return_exceptions=True)
            _log.info("bot stopped")


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What `sync_with_discord` did."""

    n_commands: int
    description: DescriptionChange


async def sync_with_discord(services: Services) -> SyncReport:
    """Log in, send all commands and the description of the application, and disconnect.

    Raises ConfigurationError when the token is missing or refused, DiscordUnreachable.
    """
    token = services.settings.required_token()
    async with make_bot(services, forces_sync=True) as client:
        with _wrap_session_errors():
            await client.login(token)
            assert client.application is not None, "set by login"
            change = await set_description(client.application, services.settings.docs_url)
        return SyncReport(len(client.tree.get_commands()), change)


async def _run_session(client: RekoBot, token: str) -> None:
    """Log in, and stay connected until the client is closed. Raises as described above."""
    with _wrap_session_errors():
        await client.login(token)
        # Everything loaded so far lives as long as the process: keep it out of collections.
        gc.collect()
        gc.freeze()
        limits = await client.fetch_session_start_limits()
        client.identify_queue.set_limits(limits, n_shards=client.n_shards or 1)
        assert client.application_id is not None
        _log.info("bot logged in", invite=invite_url(client.application_id))
        await client.connect(reconnect=True)


@contextmanager
def _wrap_session_errors() -> Iterator[None]:
    """Turn the errors that end a session into RekoErrors."""
    try:
        yield
    except discord.LoginFailure:
        raise _token_refused() from None
    except discord.ConnectionClosed as error:
        if error.code == AUTHENTICATION_FAILED:
            raise _token_refused() from None
        raise DiscordUnreachable(f"gateway closed, code {error.code}") from error
    except discord.HTTPException as error:
        raise DiscordUnreachable(f"HTTP {error.status}") from error
    except (discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise DiscordUnreachable(type(error).__name__) from error


def _token_refused() -> ConfigurationError:
    return ConfigurationError("discord.token", "is refused by Discord")
