"""`reko run`: the Discord bot and the HTTP API in one process."""

import asyncio

from reko_cli.configuration import ConfigPath, configure_bot

__all__ = ["run"]


def run(*, config: ConfigPath = None) -> None:
    """Run the Discord bot and the HTTP API in one process, sharing one engine.

    Both shut down gracefully on SIGTERM or Ctrl-C.
    """
    from reko_cli.commands.api import serve_api
    from reko_cli.commands.bot import serve_bot
    from reko_cli.process import run_servers

    asyncio.run(run_servers(configure_bot(config, is_server=True), serve_bot, serve_api))
