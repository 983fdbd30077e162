"""`reko sync`: the bot's commands and the application's description, sent to Discord."""

import asyncio
from typing import TYPE_CHECKING

from reko_cli.configuration import ConfigPath, configure_bot

if TYPE_CHECKING:
    from bot import SyncReport
    from reko_core.settings import Settings

__all__ = ["sync"]

_DESCRIPTIONS = {
    "set": "The application's description was set.",
    "unchanged": "The application's description is up to date.",
    "kept": "The application's description was kept: it is not one that Reko set. To have Reko set "
    "it, empty it in the developer portal.",
}


def sync(*, config: ConfigPath = None) -> None:
    """Send the bot's commands, in all languages, and its description to Discord.

    The bot sends commands itself when it starts and they have changed; this command always sends
    them. A description that somebody wrote in the developer portal is kept.
    """
    report = asyncio.run(_sync(configure_bot(config)))
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{report.n_commands} commands sent to Discord.")
    console.print(_DESCRIPTIONS[report.description])


async def _sync(settings: "Settings") -> "SyncReport":
    from bot import Services, sync_with_discord
    from reko_core.app import open_core
    from reko_core.observability.metrics import Metrics
    from reko_core.runtime.shutdown import GracefulShutdown

    async with open_core(settings, Metrics()) as core:
        services = Services(core.recommender, core.store, settings.discord, GracefulShutdown())
        return await sync_with_discord(services)
