"""The results of an evaluation, and their JSON.

JSON, as `Evaluation.as_json` returns it. MEASURES is an object by measure of
`{"value", "low", "high"}`, the last two the 95 % interval:

    {"seed", "min_scored",
     "n_community", "n_items", "n_franchises": the training data, without the held-out users;
         franchises of the data, as MAL's relations join them,
     "n_cases": held-out users,
     "groups": [{"kind": "all" | "source" | "size", "name", "n_cases",
                 "measures": {model: MEASURES},
                 "differences": {model: MEASURES, engine minus model}}],
     "cold_start": [{"n_titles", "measures": {model: MEASURES}}],
     "calibration": {model: {"gap", "bins": [{"predicted", "observed", "count"}]}},
     "match": {"gap", "shares": of the relevant titles, by tenths of the scale of match},
     "coverage": {model: share of the franchises that were among the first 24 of any case},
     "wrong_titles": [{"anime_id", "title", "count", "seen_id", "seen_title", "seen_count"}]: of the
         engine, as in `WrongTitle`, the most frequent first,
     "latency_ms": {model: {"p50", "p99"}}}

Measures: ndcg_10 and recall_24 count by title, ndcg_10_franchise and recall_24_franchise by
franchise; title_seen, low_enjoyment, novelty (bits), rmse, mae, brier, interval_90, auc. The first
rest are explained in `outcomes`. A model that does not predict what a measure needs has no value
for it. All but the latency is deterministic, given lists, seed and options.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from reko_core.evaluation.measures.bootstrap import MetricValue
from reko_core.evaluation.measures.ranking_metrics import Bin
from reko_core.evaluation.measures.wrong_titles import WrongTitle

__all__ = [
    "Calibration",
    "ColdStart",
    "Evaluation",
    "Group",
    "Latency",
    "MatchCalibration",
    "Measures",
]

Measures = Mapping[str, Mapping[str, MetricValue]]
"""Model -> measure -> value."""


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
    """All cases, with at most `n_titles` visible."""

    n_titles: int
    measures: Measures


@dataclass(frozen=True, slots=True)
class Calibration:
    """Predicted against observed enjoyment. gap: expected calibration error."""

    gap: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class MatchCalibration:
    """How the relevant titles, which were hidden, lie on the scale of match.

    shares: (10,) of its tenths, .1 each if 90 means "better than 90 % of what the user likes".
    gap: largest difference of the cumulated shares from .1, .2, ... 1.
    """

    gap: float
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds to fold in a list and predict for all titles, on one thread."""

    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results; the first of `groups` holds all cases."""

    seed: int
    min_scored: int
    n_community: int
    n_items: int
    n_franchises: int
    n_cases: int
    groups: tuple[Group, ...]
    cold_start: tuple[ColdStart, ...]
    calibration: Mapping[str, Calibration]
    match: MatchCalibration
    coverage: Mapping[str, float]
    wrong_titles: tuple[WrongTitle, ...]
    latency_ms: Mapping[str, Latency]

    @property
    def models(self) -> tuple[str, ...]:
        """The names of all models, the engine first."""
        return tuple(self.groups[0].measures)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON-compatible objects."""
        return asdict(self)
