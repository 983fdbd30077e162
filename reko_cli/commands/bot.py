"""`reko bot`: the Discord bot, until it is stopped."""

import asyncio
from typing import TYPE_CHECKING

from reko_cli.configuration import ConfigPath, configure_bot

if TYPE_CHECKING:
    from reko_core.app import Core
    from reko_core.observability.metrics import Metrics
    from reko_core.settings import Settings

__all__ = ["bot", "serve_bot"]


def bot(
    *, shards: str | None = None, shard_count: int | None = None, config: ConfigPath = None
) -> None:
    """Run the Discord bot until SIGTERM or Ctrl-C.

    Running commands are finished before it exits. The bot's token is discord.token, best set as
    REKO_DISCORD__TOKEN.

    Parameters
    ----------
    shards
        The shards that this process runs, such as 0-3, instead of discord.shards.
    shard_count
        The shards of all processes together, instead of discord.shard_count.

    """
    from reko_cli.process import run_servers

    settings = configure_bot(config, is_server=True, shards=shards, shard_count=shard_count)
    asyncio.run(run_servers(settings, serve_bot))


async def serve_bot(
    stop: asyncio.Event, core: "Core", settings: "Settings", metrics: "Metrics"
) -> None:
    """Run the bot until the event is set. Raises ConfigurationError and DiscordUnreachable."""
    from rich.console import Console

    from bot import Services, running_bot
    from reko_cli.process import until_stopped
    from reko_core.runtime.shutdown import GracefulShutdown

    services = Services(
        core.recommender,
        core.store,
        settings.discord,
        GracefulShutdown(),
        metrics.discord,
        joining_sites=settings.community.joining_sites,
        connections=core.connections,
    )
    console = Console(highlight=False, soft_wrap=True)
    async with running_bot(services) as session:
        console.print("Connecting to Discord. The log says when the bot is ready.")
        await until_stopped(stop, session)
        console.print("Stopping: finishing running commands first.")
