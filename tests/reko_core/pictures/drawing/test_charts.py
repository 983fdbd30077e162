"""Columns and what is written above them."""

from typing import Any

from reko_core.pictures.drawing.canvas import Canvas
from reko_core.pictures.drawing.charts import draw_columns, score_columns
from reko_core.pictures.drawing.fonts import text_width

RIGHT, STEP = 432, 40


class WidthCanvas(Canvas):
    """A canvas that remembers how wide each text is."""

    def __init__(self) -> None:
        super().__init__(200)
        self.widths: dict[str, float] = {}

    def text(self, x: float, y: float, text: str, **style: Any) -> float:
        self.widths[text] = super().text(x, y, text, **style)
        return self.widths[text]


def test_large_counts_are_written_out() -> None:
    canvas = WidthCanvas()
    draw_columns(canvas, 0, score_columns([3, *(19_999,) * 9]), right=RIGHT)

    assert canvas.widths["19999"] <= STEP
    # Whole: a shortened one is no wider than its column at any size.
    assert canvas.widths["19999"] > 3.5 * canvas.widths["3"] > 0
    assert text_width("19999", 22, is_bold=True) > STEP
