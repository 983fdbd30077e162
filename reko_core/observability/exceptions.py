"""Unexpected exceptions as log fields, without their messages."""

from pathlib import Path
from traceback import walk_tb

__all__ = ["exception_fields"]

MAX_CHAIN = 8


def exception_fields(error: BaseException) -> dict[str, object]:
    """Return the classes of the error and its causes, and the frames of their tracebacks.

    The message is left out: that of an unexpected error may quote the request, and user names are
    never logged.
    """
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain and len(chain) < MAX_CHAIN:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return {
        "error": " from ".join(_class_name(one) for one in chain),
        "frames": [frame for one in chain for frame in _frames(one)],
    }


def _class_name(error: BaseException) -> str:
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def _frames(error: BaseException) -> list[str]:
    return [
        f"{Path(frame.f_code.co_filename).name}:{line} {frame.f_code.co_qualname}"
        for frame, line in walk_tb(error.__traceback__)
    ]
