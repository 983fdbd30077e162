"""SQL compiled once in a process: otherwise, each store that a test opens compiles its own."""

from functools import wraps
from typing import Any

from sqlalchemy.engine import Engine

__all__ = ["share_compiled_statements"]

_MAX_STATEMENTS = 5000


class _Statements(dict[Any, Any]):
    """Compiled statements of all engines; the first part of SQLAlchemy's keys is the dialect.

    Dialects of one class are alike here: nothing but the place of the database differs.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((type(key[0]), *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        if len(self) >= _MAX_STATEMENTS:
            self.clear()
        super().__setitem__((type(key[0]), *key[1:]), compiled)


def share_compiled_statements() -> None:
    """Let all engines opened from now on share their compiled statements."""
    shared, init = _Statements(), Engine.__init__

    @wraps(init)
    def init_shared(self: Engine, *args: Any, **options: Any) -> None:
        init(self, *args, **options)
        self._compiled_cache = shared

    Engine.__init__ = init_shared  # type: ignore[method-assign]
