"""The picture of an explanation: the range, the own titles behind it, and similar users' scores."""

from collections.abc import Sequence
from dataclasses import dataclass

from reko_core.contract.explain import Influence, WhyResponse
from reko_core.pictures.canvas import (
    ACCENT,
    DIM,
    GREEN,
    LINE,
    MARGIN,
    RED,
    WHITE,
    WIDTH,
    Canvas,
    drawable,
)

__all__ = ["ExplanationLabels", "draw_explanation"]

MAX_RAISING, MAX_LOWERING = 4, 3
_RIGHT = WIDTH - MARGIN
_HEADING, _ROW, _GAP = 48, 46, 26
_SCALE, _HISTOGRAM = 128, 190
_BAR_LEFT = 540
_RANGE = "#1f6b41"
_COLUMN = (_RIGHT - MARGIN) / 10


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
    has_similar = response.similar.scored > 0
    height = MARGIN + _HEADING + _SCALE
    if influences:
        height += _GAP + _HEADING + _ROW * len(influences)
    if has_similar:
        height += _GAP + _HEADING + _HISTOGRAM
    canvas = Canvas(height + MARGIN // 2)
    top = _scale(canvas, MARGIN, response, labels)
    if influences:
        top = _influences(canvas, top + _GAP, influences, labels.influences)
    if has_similar:
        _histogram(canvas, top + _GAP, response.similar.histogram, labels.similar)
    return canvas.png()


def _strongest(influences: Sequence[Influence]) -> list[Influence]:
    """Return the strongest influences, from the most raising to the most lowering one."""
    raising = [one for one in influences if one.effect > 0][:MAX_RAISING]
    lowering = [one for one in influences if one.effect < 0][-MAX_LOWERING:]
    return raising + lowering


def _heading(canvas: Canvas, top: float, text: str) -> float:
    canvas.text(
        MARGIN, top + _HEADING / 2 - 6, text, size=30, is_bold=True, max_width=_RIGHT - MARGIN
    )
    return top + _HEADING


def _x(score: float) -> float:
    """Return where a score from 1 to 10 is on the scale: in the middle of its column."""
    return MARGIN + (score - 0.5) * _COLUMN


def _scale(canvas: Canvas, top: float, response: WhyResponse, labels: ExplanationLabels) -> float:
    expected = response.expected
    top = _heading(canvas, top, labels.range)
    middle = top + 62
    canvas.bar(_x(1), middle - 3, _x(10), middle + 3, LINE)
    canvas.bar(_x(expected.low), middle - 11, _x(expected.high), middle + 11, _RANGE)
    canvas.dot(_x(expected.score), middle, 19, GREEN)
    canvas.text(_x(expected.score), middle - 42, labels.score, size=34, is_bold=True, anchor="mm")
    for score in range(1, 11):
        canvas.text(_x(score), middle + 42, str(score), colour=DIM, anchor="mm")
    return top + _SCALE


def _influences(canvas: Canvas, top: float, influences: Sequence[Influence], label: str) -> float:
    top = _heading(canvas, top, label)
    most = max(abs(one.effect) for one in influences)
    has_both = influences[0].effect > 0 > influences[-1].effect
    axis = (_BAR_LEFT + _RIGHT) / 2 if has_both else _BAR_LEFT
    for row, one in enumerate(influences):
        middle = top + row * _ROW + _ROW / 2
        canvas.text(MARGIN + 34, middle, str(one.score), is_bold=True, anchor="rm")
        names = (one.title, one.titles.english or "", f"MyAnimeList #{one.id}")
        title = next(name for name in map(drawable, names) if name)
        canvas.text(MARGIN + 52, middle, title, max_width=_BAR_LEFT - MARGIN - 72)
        length = abs(one.effect) / most * (_RIGHT - axis)
        is_left = has_both and one.effect < 0
        start = axis - length if is_left else axis
        colour = GREEN if one.effect > 0 else RED
        canvas.bar(start, middle - 13, start + length, middle + 13, colour)
    canvas.bar(axis - 2, top, axis + 1, top + _ROW * len(influences), DIM)
    return top + _ROW * len(influences)


def _histogram(canvas: Canvas, top: float, histogram: Sequence[int], label: str) -> None:
    top = _heading(canvas, top, label)
    floor, most = top + _HISTOGRAM - 44, max(histogram)
    canvas.bar(MARGIN, floor, _RIGHT, floor + 3, LINE)
    for score, count in enumerate(histogram, 1):
        middle = _x(score)
        canvas.text(middle, floor + 26, str(score), colour=DIM, anchor="mm")
        if count:
            height = max(6.0, count / most * 104)
            canvas.bar(middle - 25, floor - height, middle + 25, floor - 1, ACCENT)
            canvas.text(
                middle, floor - height - 18, str(count), colour=WHITE, is_bold=True, anchor="mm"
            )
