"""`reko sync`: the bot's commands, sent to Discord."""

import asyncio
from typing import TYPE_CHECKING

from reko_cli.configuration import ConfigPath, configure_bot

if TYPE_CHECKING:
    from reko_core.settings import Settings

__all__ = ["sync"]


def sync(*, config: ConfigPath = None) -> None:
    """Send the bot's commands to Discord, in all languages.

    The bot does this itself when it starts and they have changed; this command always sends them.
    """
    n_commands = asyncio.run(_sync(configure_bot(config)))
    from rich.console import Console

    Console(highlight=False).print(f"{n_commands} commands sent to Discord.")


async def _sync(settings: "Settings") -> int:
    from bot import Services, send_commands
    from reko_core.app import open_core
    from reko_core.observability.metrics import Metrics
    from reko_core.runtime.shutdown import GracefulShutdown

    async with open_core(settings, Metrics()) as core:
        services = Services(core.recommender, core.store, settings.discord, GracefulShutdown())
        return await send_commands(services)
