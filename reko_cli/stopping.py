"""Waiting for the signal to stop."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["stop_signals"]

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """Yield an event that SIGTERM or SIGINT sets; a second signal ends the program at once.

    To be entered where a loop runs, in the main thread.
    """
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def release() -> None:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)

    def on_signal() -> None:
        stop.set()
        release()

    for number in _SIGNALS:
        loop.add_signal_handler(number, on_signal)
    try:
        yield stop
    finally:
        release()
