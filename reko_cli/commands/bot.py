"""`reko bot`, `reko run` and `reko sync`: the Discord bot, alone or beside the API."""

import asyncio
from typing import TYPE_CHECKING

from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from bot import Services
    from reko_core.settings import Settings

__all__ = ["run_all", "run_bot", "sync"]


def run_bot(*, config: ConfigPath = None) -> None:
    """Run the Discord bot until SIGTERM or Ctrl-C.

    Commands that are running are finished before it ends. The token of the bot is
    discord.token, best given as REKO_DISCORD__TOKEN.
    """
    asyncio.run(_run(_configured(config, is_server=True), with_api=False))


def run_all(*, config: ConfigPath = None) -> None:
    """Run the Discord bot and the HTTP API in one process, over one engine.

    Both end gently on SIGTERM or Ctrl-C, as they do alone.
    """
    asyncio.run(_run(_configured(config, is_server=True), with_api=True))


def sync(*, config: ConfigPath = None) -> None:
    """Send the commands of the bot to Discord, in all languages.

    The bot does so by itself when it starts and they have changed; this sends them in any case.
    """
    n_commands = asyncio.run(_sync(_configured(config, is_server=False)))
    from rich.console import Console

    Console(highlight=False).print(f"{n_commands} commands sent to Discord.")


def _configured(config: ConfigPath, *, is_server: bool) -> "Settings":
    """Read the settings and look for the token, before anything slow is begun."""
    settings = configure(config, is_server=is_server)
    settings.discord.required_token()
    return settings


async def _run(settings: "Settings", *, with_api: bool) -> None:
    from bot import Services
    from reko_api import running_metrics_server
    from reko_cli.commands.api import serve_until
    from reko_cli.signals import run_together, stop_signals
    from reko_core.app import open_core
    from reko_core.observability.metrics import Metrics
    from reko_core.runtime.shutdown import GracefulShutdown

    metrics = Metrics()
    with stop_signals() as stop:
        async with (
            running_metrics_server(settings.operations, metrics),
            open_core(settings, metrics, runs_jobs=True) as core,
        ):
            services = Services(
                core.recommender, core.store, settings.discord, GracefulShutdown(), metrics.discord
            )
            front_ends = [_run_bot(services, stop)]
            if with_api:
                front_ends.append(serve_until(stop, core, settings.api, metrics))
            await run_together(stop, *front_ends)


async def _run_bot(services: "Services", stop: asyncio.Event) -> None:
    from rich.console import Console

    from bot import running_bot
    from reko_cli.signals import until_stopped

    console = Console(highlight=False, soft_wrap=True)
    async with running_bot(services) as session:
        console.print("Connecting to Discord. Its log says when the bot is ready.")
        await until_stopped(stop, session)
        console.print("Stopping: running commands are finished first.")


async def _sync(settings: "Settings") -> int:
    from bot import Services, send_commands
    from reko_core.app import open_core
    from reko_core.observability.metrics import Metrics
    from reko_core.runtime.shutdown import GracefulShutdown

    async with open_core(settings, Metrics()) as core:
        services = Services(core.recommender, core.store, settings.discord, GracefulShutdown())
        return await send_commands(services)
