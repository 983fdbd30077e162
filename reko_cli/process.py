"""Long-running processes: stop signals, and servers that share one core."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reko_core.app import Core
    from reko_core.observability.metrics import Metrics
    from reko_core.settings import Settings

__all__ = ["Server", "run_servers", "run_together", "stop_signals", "until_stopped"]

_SIGNALS = (signal.SIGTERM, signal.SIGINT)

Server = Callable[
    ["asyncio.Event", "Core", "Settings", "Metrics"],
    Coroutine[None, None, None],
]
"""Serves until the event is set, then shuts down gracefully."""


@contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """Yield an event that SIGTERM or SIGINT sets; a second signal ends the process at once.

    Enter it in the main thread, in a running event loop.
    """
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def on_signal() -> None:
        stop.set()
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
            # Python's own handler of SIGINT would raise somewhere in the shutdown, which would
            # only be graceful again.
            signal.signal(number, signal.SIG_DFL)

    for number in _SIGNALS:
        loop.add_signal_handler(number, on_signal)
    try:
        yield stop
    finally:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)


async def until_stopped(stop: asyncio.Event, work: "asyncio.Task[None]") -> None:
    """Wait for the event or for the end of the work. Raises what the work raised."""
    waiter = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({waiter, work}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiter.cancel()
    if work.done():
        work.result()


async def run_servers(settings: "Settings", *servers: Server) -> None:
    """Open the core, with metrics and background jobs, and run servers on it until a signal."""
    from reko_api import running_metrics_server
    from reko_core.app import open_core
    from reko_core.observability.metrics import Metrics

    metrics = Metrics()
    with stop_signals() as stop:
        async with (
            running_metrics_server(settings.operations, metrics),
            open_core(settings, metrics, runs_jobs=True) as core,
        ):
            await run_together(stop, *(serve(stop, core, settings, metrics) for serve in servers))


async def run_together(stop: asyncio.Event, *servers: Coroutine[None, None, None]) -> None:
    """Run servers that stop when the event is set; when one ends, all are stopped.

    They shut down at the same time, each with its own grace period. Raises the first error.
    """

    async def run(server: Coroutine[None, None, None]) -> None:
        try:
            await server
        finally:
            stop.set()

    results = await asyncio.gather(*map(run, servers), return_exceptions=True)
    for result in results:
        if result is not None:
            raise result
