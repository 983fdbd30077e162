"""Draw what `benchmarks/peers.py --json FILE` found: `docs/pictures/peers.png`.

    python docs/draw_peers.py FILE

Needs the extra `evaluate`.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

PICTURE = Path(__file__).parent / "pictures" / "peers.png"
REKO, OTHERS = "#0072B2", "#B8C4CE"
PANELS = (
    ("ndcg_10", "nDCG@10 by title, more is better", False),
    ("rmse", "RMSE, less is better", True),
)


def main() -> None:
    """Draw the results of `benchmarks/peers.py --json FILE`."""
    found = json.loads(Path(sys.argv[1]).read_text())
    canvas = Figure(figsize=(12, 5.2), dpi=130, layout="constrained")
    for axes, (measure, title, is_rising) in zip(canvas.subplots(1, 2), PANELS, strict=True):
        draw(axes, found["models"], measure, is_rising=is_rising)
        axes.set_title(title, fontsize=11)
    canvas.suptitle(
        f"{found['users']:,} held-out users, {found['n_community']:,} in the community; "
        "lines are 95 % intervals",
        fontsize=10,
    )
    canvas.savefig(PICTURE)
    print(PICTURE)


def draw(axes: Axes, models: Mapping[str, Any], measure: str, *, is_rising: bool) -> None:
    """Draw a bar for each model that has the measure, the best on top."""
    bars = [
        (one["measures"][measure], one["title"], name == "engine")
        for name, one in models.items()
        if measure in one["measures"]
    ]
    bars.sort(key=lambda bar: bar[0]["value"], reverse=is_rising)
    values = [metric["value"] for metric, _, _ in bars]
    below = [metric["value"] - metric["low"] for metric, _, _ in bars]
    above = [metric["high"] - metric["value"] for metric, _, _ in bars]
    axes.barh(
        [title for _, title, _ in bars],
        values,
        xerr=[below, above],
        color=[REKO if is_reko else OTHERS for _, _, is_reko in bars],
        error_kw={"elinewidth": 1, "capsize": 3},
    )
    for place, value in enumerate(values):
        axes.annotate(
            f"{value:.3f}",
            (above[place] + value, place),
            (4, 0),
            va="center",
            textcoords="offset points",
            fontsize=9,
        )
    axes.margins(x=0.12)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=9)


if __name__ == "__main__":
    main()
