"""`reko run`: the Discord bot and the HTTP API in one process."""

import asyncio

from reko_cli.configuration import ConfigPath, configure_bot

__all__ = ["run"]


def run(
    *, shards: str | None = None, shard_count: int | None = None, config: ConfigPath = None
) -> None:
    """Run the Discord bot and the HTTP API in one process, sharing one engine.

    Both shut down gracefully on SIGTERM or Ctrl-C.

    Parameters
    ----------
    shards
        The shards that this process runs, such as 0-3, instead of discord.shards.
    shard_count
        The shards of all processes together, instead of discord.shard_count.

    """
    from reko_cli.commands.api import serve_api
    from reko_cli.commands.bot import serve_bot
    from reko_cli.process import run_servers

    settings = configure_bot(config, is_server=True, shards=shards, shard_count=shard_count)
    asyncio.run(run_servers(settings, serve_bot, serve_api))
