"""The outermost edge: whatever happens inside becomes a line on stderr and an exit code."""

import io
import os
import sys
import traceback
from collections.abc import Callable

from cyclopts import CycloptsError

from reko_cli.errors import sentence
from reko_core.domain.text import clean
from reko_core.errors import RekoError

__all__ = [
    "DONE",
    "FAILED",
    "INTERRUPTED",
    "USAGE_ERROR",
    "guarded",
    "guarded_parsing",
    "tell_error",
]

DONE = 0
FAILED = 1
USAGE_ERROR = 2
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


def guarded(run: Callable[[], int | None], *, is_debug: bool) -> int:
    """Run a command and return its exit code; errors are told in one line on stderr.

    With `is_debug` the traceback goes before the line.
    """
    try:
        return run() or DONE
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python would complain once more when it
        # flushes stdout at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # noqa: BLE001 - the outermost edge: nobody else would tell
        if is_debug:
            traceback.print_exc()
        tell_error(_told(error))
        return FAILED


def guarded_parsing(run: Callable[[], int]) -> int:
    """Run the whole command line; wrong usage and Ctrl-C become exit codes."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows no Japanese is no reason to fail.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return run()
    except CycloptsError as error:
        command = " ".join(("reko", *(error.command_chain or ())))
        tell_error(f"{error} See: {command} --help")
        return USAGE_ERROR
    except KeyboardInterrupt:
        tell_error("Interrupted.")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - commands are guarded: it is the parser that stumbled
        tell_error("These options cannot be read. See: reko --help")
        return USAGE_ERROR


def _told(error: Exception) -> str:
    if isinstance(error, RekoError):
        return sentence(error)
    name = type(error).__name__
    return f"Something unexpected went wrong ({name}: {error}). Run it with --debug for more."


def tell_error(told: str) -> None:
    """Write one line to stderr, free of control characters."""
    sys.stderr.write(f"reko: {clean(told)}\n")
