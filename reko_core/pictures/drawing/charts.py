"""Charts that several pictures have."""

from collections.abc import Sequence
from dataclasses import dataclass

from reko_core.pictures.drawing.canvas import ACCENT, DIM, LINE, MARGIN, RIGHT, WHITE, Canvas
from reko_core.pictures.drawing.fonts import text_width

__all__ = [
    "COLUMNS_HEIGHT",
    "Column",
    "chance_colour",
    "draw_columns",
    "score_badge",
    "score_columns",
]

COLUMNS_HEIGHT = 190
_WIDE = 55
_LABEL = 44
_TALLEST = 104
_BADGE = 25
_LOW, _POOR, _FAIR, _GOOD, _HIGH = "#96392e", "#8a5526", "#75691f", "#48752f", "#1f7a48"
_SCORES = (*(_LOW,) * 4, _POOR, _FAIR, _FAIR, _GOOD, _HIGH, _HIGH)
_CHANCES = ((75, _HIGH), (60, _GOOD), (45, _FAIR), (30, _POOR), (0, _LOW))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its height in any unit, what is written under and above it.

    marked: the height of a mark beside it, None for none.
    """

    height: float
    name: str
    value: str = ""
    marked: float | None = None


def draw_columns(
    canvas: Canvas,
    top: float,
    columns: Sequence[Column],
    left: float = MARGIN,
    right: float = RIGHT,
) -> None:
    """Draw columns on a common floor; the tallest, or the highest mark, has the full height."""
    most = max((max(one.height, one.marked or 0) for one in columns), default=0) or 1
    step = (right - left) / max(len(columns), 1)
    half, size = min(25.0, step / 2 - 4), 26 if step >= _WIDE else 22
    widest = max((text_width(one.value, size, is_bold=True) for one in columns), default=0)
    # Counts of thousands are written smaller: shortened, they would be other numbers.
    value_size = min(size, int(size * step / max(widest, 1)))
    floor = top + COLUMNS_HEIGHT - _LABEL
    canvas.bar(left, floor, right, floor + 3, LINE)
    for number, one in enumerate(columns):
        middle = left + (number + 0.5) * step
        canvas.text(middle, floor + 26, one.name, size=size, colour=DIM, align="m", max_width=step)
        height = max(6.0, one.height / most * _TALLEST) if one.height else 0.0
        if height:
            canvas.bar(middle - half, floor - height, middle + half, floor - 1, ACCENT)
        if one.marked is not None:
            mark = floor - one.marked / most * _TALLEST
            canvas.bar(middle - half - 4, mark - 2, middle + half + 4, mark + 2, WHITE)
            height = max(height, floor - mark)
        if one.height:
            above = floor - height - 18
            canvas.text(middle, above, one.value, size=value_size, is_bold=True, align="m")


def score_columns(histogram: Sequence[int]) -> list[Column]:
    """Return columns of how many titles got each score, 1 to 10."""
    return [Column(count, str(score), str(count)) for score, count in enumerate(histogram, 1)]


def score_badge(canvas: Canvas, x: float, y: float, score: int) -> None:
    """Draw a score in a box in its colour, the middle at x and y."""
    canvas.bar(x - _BADGE, y - 18, x + _BADGE, y + 18, _SCORES[score - 1])
    canvas.text(x, y, str(score), is_bold=True, align="m")


def chance_colour(percent: float) -> str:
    """Return the colour of a chance, dark enough for white text."""
    return next(colour for least, colour in _CHANCES if percent >= least)
