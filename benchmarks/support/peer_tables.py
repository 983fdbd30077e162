"""What was found of the peers, as tables in Markdown and as objects of JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from support.peer_list import Setting

from reko_core.evaluation.measures.bootstrap import (
    MEASURES,
    Estimate,
    MetricValue,
    draw_weights,
    estimate,
)
from reko_core.evaluation.measures.outcomes import Outcomes

__all__ = ["Row", "as_json", "estimate_all", "ratios_to_best", "tables"]

COLUMNS = {
    "ndcg_10": "nDCG@10",
    "ndcg_10_franchise": "by franchise",
    "recall_24": "Recall@24",
    "title_seen": "title seen",
    "rmse": "RMSE",
    "mae": "MAE",
}
COMPARED = {"ndcg_10": "by title", "ndcg_10_franchise": "by franchise"}
NOTHING = "-"


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One evaluated. fit_s: None where nothing is fitted that the engine has not fitted."""

    name: str
    title: str
    outcomes: Outcomes
    fit_s: float | None = None
    note: str = ""
    settings: Mapping[str, Setting] = field(default_factory=dict)

    @property
    def latency_ms(self) -> tuple[float, float]:
        """Median and 99th percentile of folding in and judging everything for one user."""
        p50, p99 = np.percentile(1000 * self.outcomes.seconds, (50, 99))
        return float(p50), float(p99)


def estimate_all(rows: Sequence[Row], seed: int) -> list[Estimate]:
    """Estimate every row on the same draws of users."""
    n_cases = len(rows[0].outcomes.seconds)
    weights = draw_weights(np.ones(n_cases, bool), np.random.default_rng(seed))
    return [estimate(row.outcomes, weights) for row in rows]


def tables(rows: Sequence[Row], found: Sequence[Estimate]) -> Iterator[str]:
    """Yield the lines of both tables, the engine first, and the ratios and notes below them."""
    notes = list(dict.fromkeys(row.note for row in rows if row.note))
    titles = [_title(row, notes) for row in rows]
    measured = [
        [title, *_cells(one), f"{row.latency_ms[0]:.1f}", _seconds(row.fit_s)]
        for title, row, one in zip(titles, rows, found, strict=True)
    ]
    yield from _table(["", *COLUMNS.values(), "ms/user", "fit, s"], measured)
    compared = [
        [title, *_intervals(found[0].minus(one))]
        for title, one in zip(titles[1:], found[1:], strict=True)
    ]
    yield ""
    yield from _table([f"{rows[0].title} minus", *COLUMNS.values()], compared)
    yield ""
    for measure, (best, ratio) in ratios_to_best(rows, found).items():
        yield (
            f"nDCG@10 {COMPARED[measure]}: {ratio.value:.3f} [{ratio.low:.3f}, {ratio.high:.3f}] "
            f"times {best.title}, the best of the others"
        )
    yield ""
    for number, note in enumerate(notes, start=1):
        yield f"({number}) {note}"


def ratios_to_best(
    rows: Sequence[Row], found: Sequence[Estimate]
) -> dict[str, tuple[Row, MetricValue]]:
    """Return by measure the best row but the engine's, and the engine's nDCG@10 divided by its."""
    ratios = {}
    for measure in COMPARED if len(rows) > 1 else ():
        k = MEASURES.index(measure)
        best = max(range(1, len(rows)), key=lambda row: found[row].values[k])
        ratio = Estimate(
            found[0].values / found[best].values, found[0].replicates / found[best].replicates
        )
        ratios[measure] = (rows[best], ratio.metrics()[measure])
    return ratios


def as_json(rows: Sequence[Row], found: Sequence[Estimate]) -> dict[str, Any]:
    """Return everything by evaluated; differences: the engine minus the evaluated."""
    return {
        row.name: {
            "title": row.title,
            "note": row.note,
            "settings": dict(row.settings),
            "fit_s": row.fit_s,
            "latency_ms": dict(zip(("p50", "p99"), row.latency_ms, strict=True)),
            "measures": _format_metrics(one),
            "differences": _format_metrics(found[0].minus(one)),
        }
        for row, one in zip(rows, found, strict=True)
    }


def _format_metrics(found: Estimate) -> dict[str, dict[str, float]]:
    return {measure: asdict(metric) for measure, metric in found.metrics().items()}


def _title(row: Row, notes: list[str]) -> str:
    return f"{row.title} ({notes.index(row.note) + 1})" if row.note else row.title


def _cells(found: Estimate) -> list[str]:
    metrics = found.metrics()
    return [_format_metric(metrics.get(measure)) for measure in COLUMNS]


def _format_metric(metric: MetricValue | None) -> str:
    if metric is None:
        return NOTHING
    return f"{metric.value:.3f} ±{(metric.high - metric.low) / 2:.3f}"


def _intervals(found: Estimate) -> list[str]:
    metrics = found.metrics()
    return [
        f"{metrics[one].value:+.3f} [{metrics[one].low:+.3f}, {metrics[one].high:+.3f}]"
        if one in metrics
        else NOTHING
        for one in COLUMNS
    ]


def _seconds(fit_s: float | None) -> str:
    return NOTHING if fit_s is None else f"{fit_s:.1f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(line[k]) for line in (head, *rows)) for k in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    for line in (head, rule, *rows):
        first, *others = zip(line, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]
        yield f"| {' | '.join(cells)} |"
