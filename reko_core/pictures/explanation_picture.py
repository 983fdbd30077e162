"""The picture of an explanation: the range, the own titles behind it, and similar users' scores."""

from collections.abc import Sequence
from dataclasses import dataclass

from reko_core.contract.explain import ExpectedRange, Influence, WhyResponse
from reko_core.pictures.drawing.canvas import (
    DARK_GREEN,
    DIM,
    GREEN,
    LINE,
    MARGIN,
    RED,
    RIGHT,
    Canvas,
)
from reko_core.pictures.drawing.charts import COLUMNS_HEIGHT, draw_columns, score_columns
from reko_core.pictures.drawing.names import title_name
from reko_core.pictures.drawing.sheet import Sheet

__all__ = ["ExplanationLabels", "draw_explanation"]

MAX_RAISING, MAX_LOWERING = 4, 3
_ROW, _SCALE = 46, 128
_BAR_LEFT = 540
_COLUMN = (RIGHT - MARGIN) / 10


@dataclass(frozen=True, slots=True)
class ExplanationLabels:
    """The texts of the picture, in the language of the reader. `score` is above the dot."""

    score: str
    range: str
    influences: str
    similar: str


def draw_explanation(response: WhyResponse, labels: ExplanationLabels) -> bytes:
    """Return a PNG; parts without data are left out. Takes some 20 ms: not on the event loop."""
    influences = _strongest(response.influences)
    sheet = Sheet()
    sheet.heading(labels.range)
    sheet.add(_SCALE, lambda canvas, top: _scale(canvas, top, response.expected, labels.score))
    if influences:
        sheet.heading(labels.influences)
        sheet.add(_ROW * len(influences), lambda canvas, top: _influences(canvas, top, influences))
    if response.similar.scored:
        sheet.heading(labels.similar)
        columns = score_columns(response.similar.histogram)
        sheet.add(COLUMNS_HEIGHT, lambda canvas, top: draw_columns(canvas, top, columns))
    return sheet.png()


def _strongest(influences: Sequence[Influence]) -> list[Influence]:
    """Return the strongest influences, from the most raising to the most lowering one."""
    raising = [one for one in influences if one.effect > 0][:MAX_RAISING]
    lowering = [one for one in influences if one.effect < 0][-MAX_LOWERING:]
    return raising + lowering


def _x(score: float) -> float:
    """Return where a score from 1 to 10 is on the scale: in the middle of its column."""
    return MARGIN + (score - 0.5) * _COLUMN


def _scale(canvas: Canvas, top: float, expected: ExpectedRange, label: str) -> None:
    middle = top + 62
    canvas.bar(_x(1), middle - 3, _x(10), middle + 3, LINE)
    canvas.bar(_x(expected.low), middle - 11, _x(expected.high), middle + 11, DARK_GREEN)
    canvas.dot(_x(expected.score), middle, 19, GREEN)
    canvas.text(_x(expected.score), middle - 42, label, size=34, is_bold=True, align="m")
    for score in range(1, 11):
        canvas.text(_x(score), middle + 42, str(score), colour=DIM, align="m")


def _influences(canvas: Canvas, top: float, influences: Sequence[Influence]) -> None:
    most = max(abs(one.effect) for one in influences)
    has_both = influences[0].effect > 0 > influences[-1].effect
    axis = (_BAR_LEFT + RIGHT) / 2 if has_both else _BAR_LEFT
    for row, one in enumerate(influences):
        middle = top + row * _ROW + _ROW / 2
        canvas.text(MARGIN + 34, middle, str(one.score), is_bold=True, align="r")
        name = title_name(one.id, one.title, one.titles)
        canvas.text(MARGIN + 52, middle, name, max_width=_BAR_LEFT - MARGIN - 72)
        length = abs(one.effect) / most * (RIGHT - axis)
        is_left = has_both and one.effect < 0
        start = axis - length if is_left else axis
        colour = GREEN if one.effect > 0 else RED
        canvas.bar(start, middle - 13, start + length, middle + 13, colour)
    canvas.bar(axis - 2, top, axis + 1, top + _ROW * len(influences), DIM)
