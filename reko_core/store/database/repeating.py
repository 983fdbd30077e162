"""Repeating transactions of PostgreSQL that lost a deadlock: nothing of them was done."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from reko_core.errors import StoreError

__all__ = ["repeat_conflicts"]

_P = ParamSpec("_P")
_T = TypeVar("_T")

_ATTEMPTS = 3


def repeat_conflicts(method: Callable[_P, Awaitable[_T]]) -> Callable[_P, Awaitable[_T]]:
    """Repeat a method that is one transaction when it conflicts with another, twice at most."""

    @wraps(method)
    async def repeated(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        for _ in range(_ATTEMPTS - 1):
            try:
                return await method(*args, **kwargs)
            except StoreError as error:
                if error.kind != "conflict":
                    raise
        return await method(*args, **kwargs)

    return repeated
