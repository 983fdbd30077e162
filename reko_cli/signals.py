"""Waiting for the signal to stop."""

import asyncio
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager

__all__ = ["run_together", "stop_signals", "until_stopped"]

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """Yield an event that SIGTERM or SIGINT sets; a second signal ends the program at once.

    To be entered where a loop runs, in the main thread.
    """
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def on_signal() -> None:
        stop.set()
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
            # Python's own handler of SIGINT would raise somewhere in the ending, which would
            # end as gently as before.
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
    """Wait for the event, or for the end of the work. Raises what the work ended with."""
    waiter = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({waiter, work}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiter.cancel()
    if work.done():
        work.result()


async def run_together(stop: asyncio.Event, *front_ends: Coroutine[None, None, None]) -> None:
    """Run front ends, which leave when the event is set; the end of one is the end of all.

    They leave at the same time, each with its own grace. Raises what the first of them raised.
    """

    async def run(front_end: Coroutine[None, None, None]) -> None:
        try:
            await front_end
        finally:
            stop.set()

    ends = await asyncio.gather(*map(run, front_ends), return_exceptions=True)
    for end in ends:
        if end is not None:
            raise end
