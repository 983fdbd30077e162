"""Results of an evaluation, as tables for 80 columns."""

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reko_core.domain.text import clean
from reko_core.evaluation.measures.bootstrap import MetricValue
from reko_core.evaluation.measures.evaluation import Evaluation

__all__ = ["MEASURES", "evaluation_tables"]

MEASURES = {
    "ndcg_10": "nDCG@10 ↑",
    "ndcg_10_franchise": "  by franchise ↑",
    "recall_24": "Recall@24 ↑",
    "recall_24_franchise": "  by franchise ↑",
    "title_seen": "title seen ↑",
    "low_enjoyment": "enjoyment < 50 % ↓",
    "rmse": "RMSE ↓",
    "mae": "MAE ↓",
    "brier": "Brier ↓",
    "auc": "AUC ↑",
    "interval_90": "within 90 % interval",
    "novelty": "novelty, bits",
}
"""The measures in table order; an arrow shows which direction is better."""

IN_GROUPS = ("ndcg_10", "recall_24", "rmse")
N_WRONG_TITLES = 20
NOTHING = "-"


def evaluation_tables(found: Evaluation) -> RenderableType:
    """Render everything: models, differences, groups, cold start, calibration, wrong titles."""
    parts: list[RenderableType] = [_header(found), Text(), _models(found)]
    parts += [Text(), _differences(found), Text(), _groups(found)]
    if found.cold_start:
        parts += [Text(), _cold_start(found)]
    parts += [Text(), _calibration(found), Text(), _match(found)]
    if found.wrong_titles:
        parts += [Text(), _wrong_titles(found)]
    return Group(*parts)


def _header(found: Evaluation) -> Text:
    training = (
        f"\ntrained on the other {found.n_community:,}: {found.n_items:,} titles, "
        f"{found.n_franchises:,} franchises"
        "\nA fifth of each user's franchises is hidden. A hit is a hidden title with a"
        "\nscore of at least the user's mean; by franchise, any title of its franchise."
        "\ntitle seen: of the hits by franchise in the first 10, the share of titles seen"
        "\n± is the half-width of the 95 % bootstrap interval over users"
    )
    users = f"{found.n_cases:,} held-out users"
    sample = f"  with {found.min_scored} scores or more, seed {found.seed}"
    return Text.assemble((users, "bold"), (sample + training, "dim"))


def _models(found: Evaluation) -> Table:
    table = _table("Models", "", found.models)
    measures = found.groups[0].measures
    for measure, title in MEASURES.items():
        table.add_row(
            title, *(_format_metric(measures[name].get(measure)) for name in found.models)
        )
    latencies = [found.latency_ms[name] for name in found.models]
    shares = (f"{100 * found.coverage[name]:.1f} %" for name in found.models)
    table.add_row("franchises shown", *shares)
    table.add_row("time p50", *(f"{latency.p50:.1f} ms" for latency in latencies))
    table.add_row("time p99", *(f"{latency.p99:.1f} ms" for latency in latencies))
    return table


def _differences(found: Evaluation) -> Table:
    engine, *others = found.models
    table = _table(f"Difference: {engine} minus the other, user by user", "", others)
    differences = found.groups[0].differences
    for measure, title in MEASURES.items():
        cells = [_format_metric(differences[name].get(measure), with_sign=True) for name in others]
        if any(cell != NOTHING for cell in cells):
            table.add_row(title, *cells)
    return table


def _groups(found: Evaluation) -> Table:
    engine = found.models[0]
    table = _table(
        f"Groups of users: {engine}", "", ("users", *(MEASURES[one] for one in IN_GROUPS))
    )
    for group in found.groups:
        name = f"{group.name} titles" if group.kind == "size" else clean(group.name)
        cells = _format_metrics(group.measures[engine], IN_GROUPS)
        table.add_row(name, f"{group.n_cases:,}", *cells)
    return table


def _cold_start(found: Evaluation) -> Table:
    engine = found.models[0]
    columns = [MEASURES[one] for one in IN_GROUPS]
    table = _table(f"Cold start: {engine}", "titles known", columns)
    for start in found.cold_start:
        table.add_row(str(start.n_titles), *_format_metrics(start.measures[engine], IN_GROUPS))
    table.add_row("all", *_format_metrics(found.groups[0].measures[engine], IN_GROUPS))
    return table


def _calibration(found: Evaluation) -> Table:
    engine = found.models[0]
    calibration = found.calibration[engine]
    title = f"Enjoyment: calibration error {100 * calibration.gap:.1f} points"
    table = _table(title, "predicted", ("observed", "difference", "titles"))
    for one in calibration.bins:
        difference = f"{100 * (one.observed - one.predicted):+.1f}"
        predicted, observed = f"{100 * one.predicted:.1f} %", f"{100 * one.observed:.1f} %"
        table.add_row(predicted, observed, difference, f"{one.count:,}")
    return table


def _match(found: Evaluation) -> Text:
    shares = " ".join(f"{share:.3f}" for share in found.match.shares)
    return Text(f"Match: hidden titles liked, by tenths {shares}; gap {found.match.gap:.3f}")


def _wrong_titles(found: Evaluation) -> RenderableType:
    wrong = found.wrong_titles
    # Beside the table, as a title would wrap at its width.
    title = (
        f"Wrong titles of the right franchise: {sum(one.count for one in wrong):,} "
        f"in the first 10 of {found.n_cases:,} users"
    )
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("recommended (MAL id)", "seen instead, most often"):
        table.add_column("times", justify="right", no_wrap=True)
        table.add_column(column)
    for one in wrong[:N_WRONG_TITLES]:
        table.add_row(
            f"{one.count:,}",
            f"{clean(one.title)} ({one.anime_id})",
            f"{one.seen_count:,}",
            f"{clean(one.seen_title)} ({one.seen_id})",
        )
    return Group(Text(title, "bold"), table)


def _table(title: str, first: str, columns: Iterable[str]) -> Table:
    table = Table(
        title=Text(title, "bold"),
        title_justify="left",
        box=None,
        padding=(0, 2, 0, 0),
        header_style="dim",
    )
    table.add_column(first, style="dim", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _format_metrics(metrics: Mapping[str, MetricValue], measures: Iterable[str]) -> Iterable[str]:
    return (_format_metric(metrics.get(measure)) for measure in measures)


def _format_metric(metric: MetricValue | None, *, with_sign: bool = False) -> str:
    if metric is None:
        return NOTHING
    value = f"{metric.value:+.3f}" if with_sign else f"{metric.value:.3f}"
    return f"{value} ±{(metric.high - metric.low) / 2:.3f}"
