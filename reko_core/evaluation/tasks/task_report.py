"""The result of a task: tables of named measures, each with its standard error."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["Measure", "MeasureTable", "TaskReport", "mean_of", "ratio_of"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A value and its standard error, None where there is none, as of counts."""

    value: float
    error: float | None = None


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """rows: measures by the name of the row, and by column; a row need not have all columns."""

    title: str
    rows: Mapping[str, Mapping[str, Measure]]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order in which the rows name them first."""
        return tuple(dict.fromkeys(name for row in self.rows.values() for name in row))


@dataclass(frozen=True, slots=True)
class TaskReport:
    """What was measured. about: lines that say on what, and what the measures mean."""

    task: str
    about: tuple[str, ...]
    tables: tuple[MeasureTable, ...]

    def as_json(self) -> dict[str, Any]:
        """Return everything as values of JSON."""
        return asdict(self)


def mean_of(values: ArrayLike) -> Measure:
    """Return the mean of (n,) independent values, n > 0."""
    numbers = np.asarray(values, np.float64)
    return ratio_of(numbers, np.ones(len(numbers)))


def ratio_of(totals: ArrayLike, weights: ArrayLike) -> Measure:
    """Return sum t / sum w of (n,) independent pairs, 0 if all w are; as a ratio estimator."""
    t, w = np.asarray(totals, np.float64), np.asarray(weights, np.float64)
    n, size = len(t), w.sum()
    if size == 0:
        return Measure(0.0)
    value = t.sum() / size
    spread = np.sqrt(((t - value * w) ** 2).sum() * n / max(n - 1, 1))
    return Measure(float(value), float(spread / size) if n > 1 else None)
