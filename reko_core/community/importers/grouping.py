"""Grouping of rows into packed lists, in bounded memory."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from reko_core.domain.models import Entries
from reko_core.store import Fragment, pack

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ListGrouper"]

BUFFER_ROWS = 2_000_000


class ListGrouper:
    """Buffers rows and returns lists.

    Files sorted by user give whole lists: the last user of a buffer is held back for the next one.
    In other files a user has several fragments, which the store merges at the end.
    """

    def __init__(self) -> None:
        self._tables: list[pl.DataFrame] = []
        self._n_rows = 0
        self.n_entries = 0

    def add(self, rows: "pl.DataFrame") -> list[Fragment]:
        """Add rows; return the lists that are complete."""
        self._tables.append(rows)
        self._n_rows += len(rows)
        if self._n_rows < BUFFER_ROWS:
            return []
        table = self._sorted()
        last = table.row(-1)[:2]
        import polars as pl

        is_last = (pl.col("source") == last[0]) & (pl.col("user") == last[1])
        held = table.filter(is_last)
        ready = table.head(len(table) - len(held))
        if len(held) > BUFFER_ROWS // 2:
            ready, held = table, table.clear()
        self._tables, self._n_rows = [held], len(held)
        return list(self._lists(ready))

    def finish(self) -> list[Fragment]:
        """Return the remaining lists."""
        ready = list(self._lists(self._sorted())) if self._tables else []
        self._tables, self._n_rows = [], 0
        return ready

    def _sorted(self) -> "pl.DataFrame":
        import polars as pl

        return pl.concat(self._tables).sort("source", "user", "anime", maintain_order=True)

    def _lists(self, table: "pl.DataFrame") -> Iterator[Fragment]:
        if table.is_empty():
            return
        owners = table.select("source", "user")
        starts = np.flatnonzero(
            (owners != owners.shift(1)).select(_any_column()).to_series().fill_null(value=True)
        )
        stops = np.r_[starts[1:], len(table)]
        columns = [table[name].to_numpy() for name in ("anime", "score", "status", "episodes")]
        first = owners[starts]
        for start, stop, (source, user) in zip(starts, stops, first.iter_rows(), strict=True):
            entries = Entries.build(*(column[start:stop] for column in columns))
            self.n_entries += len(entries)
            yield Fragment(source, str(user), pack(entries))


def _any_column() -> "pl.Expr":
    import polars as pl

    return pl.any_horizontal(pl.all())
