"""The outermost edge: every outcome becomes an exit code, every error one line on stderr."""

import io
import os
import sys
import traceback
from collections.abc import Callable

from cyclopts import CycloptsError

from reko_cli.errors import error_message
from reko_core.domain.text import clean
from reko_core.errors import RekoError

__all__ = [
    "DONE",
    "FAILED",
    "INTERRUPTED",
    "USAGE_ERROR",
    "print_error",
    "run_command",
    "run_command_line",
]

DONE = 0
FAILED = 1
USAGE_ERROR = 2
INTERRUPTED = 130
"""128 + SIGINT, as in shells."""


def run_command(command: Callable[[], int | None], *, is_debug: bool) -> int:
    """Run a command and return its exit code; an error is one line on stderr.

    With `is_debug` the traceback comes before the line.
    """
    try:
        return command() or DONE
    except BrokenPipeError:
        # The reader (head, less) has closed the pipe. Python would complain once more when it
        # flushes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except CycloptsError:
        # Options that do not go together; reported as those that cannot be parsed.
        raise
    except Exception as error:  # noqa: BLE001 - the outermost edge: nobody else would report it
        if is_debug:
            traceback.print_exc()
        print_error(_message(error))
        return FAILED


def run_command_line(run: Callable[[], int]) -> int:
    """Parse and run the whole command line; usage errors and Ctrl-C become exit codes."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Japanese is no reason to fail.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return run()
    except CycloptsError as error:
        command = " ".join(("reko", *(error.command_chain or ())))
        print_error(f"{error} See: {command} --help")
        return USAGE_ERROR
    except KeyboardInterrupt:
        print_error("Interrupted.")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - commands catch their own: this is the parser's
        print_error("Cannot parse these options. See: reko --help")
        return USAGE_ERROR


def print_error(message: str) -> None:
    """Write one line to stderr, without control characters."""
    sys.stderr.write(f"reko: {clean(message)}\n")


def _message(error: Exception) -> str:
    if isinstance(error, RekoError):
        return error_message(error)
    return f"Unexpected error ({type(error).__name__}: {error}). Run it with --debug for details."
