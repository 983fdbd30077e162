"""`reko api`."""

import asyncio
import signal
from pathlib import Path

from rich.console import Console

from reko_api import running_api
from reko_cli.settings import read_settings
from reko_core.metrics import Metrics
from reko_core.program import open_recommender

__all__ = ["run", "wait_for_stop"]


async def run(host: str | None, port: int | None, config: Path | None) -> int:
    """Serve until SIGTERM or SIGINT; running requests are finished first."""
    settings = read_settings(config, is_server=True)
    asked = {"host": host, "port": port}
    api = settings.api.model_copy(
        update={key: value for key, value in asked.items() if value is not None}
    )
    metrics = Metrics()
    async with (
        open_recommender(settings, metrics) as recommender,
        running_api(recommender, api, metrics) as url,
    ):
        console = Console(highlight=False)
        console.print(f"Reko answers at [bold]{url}[/], documentation at {url}/docs")
        await wait_for_stop()
        console.print("Finishing the running requests ...")
    return 0


async def wait_for_stop() -> None:
    """Return at the first SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        loop.add_signal_handler(number, stop.set)
    try:
        await stop.wait()
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
