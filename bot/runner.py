"""The bot from login to the last answer."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import aiohttp
import discord
import structlog

from bot.client import RekoBot
from bot.services import Services
from reko_core.errors import ConfigurationError, DiscordUnreachable

__all__ = ["running_bot", "send_commands"]

AUTHENTICATION_FAILED = 4004
"""The code by which the gateway closes on a token that was valid at login."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

# The bot has nothing to say about voice, nor discord.py about its missing libraries.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


@asynccontextmanager
async def running_bot(services: Services) -> AsyncIterator[asyncio.Task[None]]:
    """Run the bot; yields the task of its session, which ends by itself only by an error.

    That is ConfigurationError when the token is refused, or DiscordUnreachable when Discord
    cannot be had at the start; later, the bot connects again by itself. On leaving, running
    interactions may finish for `shutdown_grace_s`. Raises ConfigurationError without a token.
    """
    token = services.settings.required_token()
    async with RekoBot(services) as client:
        session = asyncio.create_task(_stay(client, token))
        try:
            yield session
        finally:
            await client.close()
            # Trying to connect for the first time, discord.py does not notice that it is over.
            session.cancel()
            await asyncio.gather(session, return_exceptions=True)
            _log.info("bot stopped")


async def send_commands(services: Services) -> int:
    """Log in, send all commands to Discord and leave; return how many there are.

    Raises ConfigurationError when the token is missing or refused, DiscordUnreachable.
    """
    token = services.settings.required_token()
    async with RekoBot(services, sends_commands=True) as client:
        with _translated():
            await client.login(token)
        return len(client.tree.get_commands())


async def _stay(client: RekoBot, token: str) -> None:
    """Log in, and stay until the client is closed. Raises as described above."""
    with _translated():
        await client.login(token)
        # What was loaded stays: collections need not walk it while people wait.
        gc.collect()
        gc.freeze()
        _log.info("bot logged in")
        await client.connect(reconnect=True)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what ends a session into errors of ours."""
    try:
        yield
    except discord.LoginFailure:
        raise _refused() from None
    except discord.ConnectionClosed as error:
        if error.code == AUTHENTICATION_FAILED:
            raise _refused() from None
        raise DiscordUnreachable(f"gateway closed, code {error.code}") from error
    except discord.HTTPException as error:
        raise DiscordUnreachable(f"HTTP {error.status}") from error
    except (discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise DiscordUnreachable(type(error).__name__) from error


def _refused() -> ConfigurationError:
    return ConfigurationError("discord.token", "is refused by Discord")
