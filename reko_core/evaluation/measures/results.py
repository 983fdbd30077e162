"""What an evaluation found, and the shape in which it is written.

JSON, as `Evaluation.as_json` gives it; FIGURE is `{"value", "low", "high"}`, low and high the ends
of its interval of 95 %, MEASURES an object of them by measure:

    {"seed", "min_scored",
     "n_community", "n_items", "n_franchises": what the model was fitted on, without the held-out,
     "n_cases": held-out users,
     "groups": [{"kind": "all" | "source" | "size", "name", "n_cases",
                 "measures": {contender: MEASURES},
                 "differences": {contender: MEASURES, engine minus contender}}],
     "cold_start": [{"n_titles", "measures": {contender: MEASURES}}],
     "calibration": {contender: {"gap", "bins": [{"predicted", "observed", "count"}]}},
     "coverage": {contender: share of the franchises that were among the first 24 of anybody},
     "latency_ms": {contender: {"p50", "p99"}}}

Measures: ndcg_10, recall_24, novelty (bits), rmse, mae, brier, interval_90 (share of the
hidden scores within the intervals of 90 %), auc. A contender that says nothing
of a measure has no figure for it. Everything but the latency is the same for the same lists, seed
and options.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from reko_core.evaluation.measures.bootstrap import Figure
from reko_core.evaluation.measures.ranking_metrics import Bin

__all__ = ["Calibration", "ColdStart", "Evaluation", "Group", "Latency", "Measures"]

Measures = Mapping[str, Mapping[str, Figure]]
"""Contender -> measure -> figure."""


@dataclass(frozen=True, slots=True)
class Group:
    """The cases of one kind: all, those from one source, those with lists of one size."""

    kind: str
    name: str
    n_cases: int
    measures: Measures
    differences: Measures


@dataclass(frozen=True, slots=True)
class ColdStart:
    """All cases, of which no more than `n_titles` were told."""

    n_titles: int
    measures: Measures


@dataclass(frozen=True, slots=True)
class Calibration:
    """Chances held against what came; gap: how far apart they are on average."""

    gap: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds to fold a list in and judge everything for it, on one thread."""

    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was found; the first of `groups` holds all cases."""

    seed: int
    min_scored: int
    n_community: int
    n_items: int
    n_franchises: int
    n_cases: int
    groups: tuple[Group, ...]
    cold_start: tuple[ColdStart, ...]
    calibration: Mapping[str, Calibration]
    coverage: Mapping[str, float]
    latency_ms: Mapping[str, Latency]

    @property
    def contenders(self) -> tuple[str, ...]:
        """The names of all contenders, the engine first."""
        return tuple(self.groups[0].measures)

    def as_json(self) -> dict[str, Any]:
        """Return it as objects of JSON."""
        return asdict(self)
