"""Responses on stdout: as JSON, as lines for other programs, or as a table."""

import sys
from collections.abc import Callable, Sequence

from pydantic import BaseModel
from rich.console import Console, RenderableType

__all__ = ["print_response"]


def print_response(
    response: BaseModel,
    lines: Sequence[str],
    table: Callable[[int], RenderableType],
    *,
    as_json: bool,
) -> None:
    """Print JSON if wanted; the lines, if there are any, into a pipe; otherwise the table.

    table: renders it for a terminal of so many columns.
    """
    if as_json:
        sys.stdout.write(f"{response.model_dump_json()}\n")
    elif lines and not sys.stdout.isatty():
        sys.stdout.writelines(f"{line}\n" for line in lines)
    else:
        console = Console(highlight=False)
        console.print(table(console.width))
