"""Results of an evaluation, as a picture: ranking, cold start, calibration.

Drawn with matplotlib, which is in the extra `evaluate`, without its global state.
"""

import io
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from reko_core.errors import BadInput
from reko_core.evaluation.measures.bootstrap import MetricValue
from reko_core.evaluation.measures.evaluation import Evaluation

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["check_drawable", "draw_evaluation"]

SUFFIXES = (".png", ".svg", ".pdf")
WIDTH_IN, HEIGHT_IN, DPI = 13.0, 4.2, 150
# Okabe and Ito's palette, distinguishable with colour blindness.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
MEASURE, MEASURE_TITLE = "ndcg_10", "nDCG@10 by title"
BUBBLE = 420


def check_drawable(path: Path) -> None:
    """Check before long work that a picture can be drawn. Raises BadInput."""
    if path.suffix.lower() not in SUFFIXES:
        raise BadInput("picture", f"the name must end with one of {', '.join(SUFFIXES)}")
    if find_spec("matplotlib") is None:
        reason = "needs matplotlib, which is not installed: pip install 'reko[evaluate]'"
        raise BadInput("picture", reason)


def draw_evaluation(found: Evaluation, suffix: str) -> bytes:
    """Draw it as a file of the type `suffix`, one of SUFFIXES."""
    from matplotlib.figure import Figure as Canvas

    canvas = Canvas(figsize=(WIDTH_IN, HEIGHT_IN), dpi=DPI, layout="constrained")
    ranking, cold_start, calibration = canvas.subplots(1, 3)
    _draw_ranking(ranking, found)
    _draw_cold_start(cold_start, found)
    _draw_calibration(calibration, found)
    canvas.suptitle(
        f"{found.n_cases:,} held-out users, {found.n_community:,} in the community "
        f"(seed {found.seed}, {found.min_scored} scores or more)",
        fontsize=11,
    )
    file = io.BytesIO()
    canvas.savefig(file, format=suffix.lower().removeprefix("."))
    return file.getvalue()


def _draw_ranking(axes: "Axes", found: Evaluation) -> None:
    metrics = [found.groups[0].measures[name].get(MEASURE) for name in found.models]
    known = [(name, one) for name, one in zip(found.models, metrics, strict=True) if one]
    values = [one.value for _, one in known]
    axes.bar(
        [name for name, _ in known],
        values,
        yerr=_error_bars([one for _, one in known]),
        color=COLOURS,
        capsize=4,
        error_kw={"elinewidth": 1.2},
    )
    for place, (_, one) in enumerate(known):
        axes.annotate(
            f"{one.value:.3f}",
            (place, one.high),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=9,
        )
    axes.margins(y=0.12)
    _finish(axes, f"Ranking: {MEASURE_TITLE}, with 95 % intervals", "", MEASURE_TITLE)


def _draw_cold_start(axes: "Axes", found: Evaluation) -> None:
    if not found.cold_start:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "cold start: not measured", ha="center", color="grey")
        return
    numbers = [start.n_titles for start in found.cold_start]
    places = range(len(numbers) + 1)
    for name, colour in zip(found.models, COLOURS, strict=False):
        all_measures = [*(start.measures for start in found.cold_start), found.groups[0].measures]
        curve = [measures[name][MEASURE] for measures in all_measures if MEASURE in measures[name]]
        if len(curve) == len(places):
            axes.plot(places, [one.value for one in curve], "o-", ms=4, color=colour, label=name)
            lows, highs = [one.low for one in curve], [one.high for one in curve]
            axes.fill_between(places, lows, highs, color=colour, alpha=0.15, linewidth=0)
    axes.set_xticks(list(places), [*map(str, numbers), "all"])
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, fontsize=9)
    _finish(axes, "Cold start", "titles known of each list, at most", MEASURE_TITLE)


def _draw_calibration(axes: "Axes", found: Evaluation) -> None:
    engine = found.models[0]
    bins = found.calibration[engine].bins
    most = max(one.count for one in bins)
    axes.plot([0, 1], [0, 1], "--", color="grey", linewidth=1, zorder=1)
    axes.scatter(
        [one.predicted for one in bins],
        [one.observed for one in bins],
        [max(8, BUBBLE * one.count / most) for one in bins],
        color=COLOURS[0],
        alpha=0.6,
        zorder=2,
    )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_aspect("equal")
    _finish(axes, "Enjoyment (area: titles)", "predicted chance", "share enjoyed")


def _finish(axes: "Axes", title: str, x: str, y: str) -> None:
    axes.set_title(title, fontsize=10)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(axis="y", alpha=0.25)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _error_bars(metrics: list[MetricValue]) -> list[list[float]]:
    """Return how far each interval reaches below and above its value."""
    below = [max(0.0, one.value - one.low) for one in metrics]
    return [below, [max(0.0, one.high - one.value) for one in metrics]]
