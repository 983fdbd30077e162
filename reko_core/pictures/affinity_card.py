"""The affinity card: how close two users are, what both like, and where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from reko_core.contract.affinity import AffinityResponse, ComparedTitle
from reko_core.domain.sites import display_name
from reko_core.pictures.drawing.canvas import (
    ACCENT,
    DARK_GREEN,
    DIM,
    GREEN,
    LINE,
    MARGIN,
    ORANGE,
    RIGHT,
    WIDTH,
    Canvas,
)
from reko_core.pictures.drawing.charts import score_badge
from reko_core.pictures.drawing.names import title_name
from reko_core.pictures.drawing.sheet import GAP, Sheet

__all__ = ["AffinityLabels", "disputed_titles", "draw_affinity"]

MIN_DISAGREEMENT = 2

_ROW = 46
_RING, _RADIUS, _THICKNESS = 280, 106, 24
_BADGE = 60
_SCALE = 470


@dataclass(frozen=True, slots=True)
class AffinityLabels:
    """The texts of the card, in the language of the reader.

    range: how sure it is. shared: how much both have seen. users: whose lists these are. names: of
    titles by MAL id, where they are not the main ones.
    """

    range: str
    shared: str
    affinity: str = "affinity"
    nothing: str = "They have seen nothing in common."
    agree: str = "Both like"
    disagree: str = "They disagree on"
    users: tuple[str, str] | None = None
    names: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def english(cls, response: AffinityResponse) -> "AffinityLabels":
        """Return the English texts for a response."""
        shared = response.shared
        return cls(
            range=f"90 % interval {response.low} to {response.high}",
            shared=f"{shared.seen} titles seen by both, {shared.scored} scored",
        )


def draw_affinity(response: AffinityResponse, labels: AffinityLabels | None = None) -> bytes:
    """Return a PNG; parts without data are left out. Takes some 50 ms: not on the event loop."""
    labels = labels or AffinityLabels.english(response)
    sheet = Sheet()
    sheet.add(_RING, partial(_ring, response=response, labels=labels))
    if not response.shared.seen:
        sheet.add(_ROW, partial(_centred, text=labels.nothing))
        return sheet.png()
    for text in (labels.range, labels.shared):
        sheet.add(40, partial(_centred, text=text))
    if response.agree:
        sheet.heading(labels.agree)
        sheet.rows(_ROW, [partial(_agreed, one=one, labels=labels) for one in response.agree])
    if disputed := disputed_titles(response):
        sheet.heading(labels.disagree)
        sheet.rows(_ROW, [partial(_disputed, one=one, labels=labels) for one in disputed])
        sheet.add(36, _scale)
    return sheet.png()


def disputed_titles(response: AffinityResponse) -> tuple[ComparedTitle, ...]:
    """Return the titles they disagree on: one point apart is no disagreement."""
    return tuple(
        one for one in response.disagree if abs(one.scores[0] - one.scores[1]) >= MIN_DISAGREEMENT
    )


def _ring(canvas: Canvas, top: float, response: AffinityResponse, labels: AffinityLabels) -> None:
    centre, middle = WIDTH / 2, top + _RING / 2 - GAP / 2
    ring = partial(canvas.arc, centre, middle, _RADIUS, _THICKNESS)
    ring((0, 1), colour=LINE)
    value = "\N{EN DASH}"
    if response.shared.seen:
        ring((0, response.high / 100), colour=DARK_GREEN)
        ring((0, response.affinity / 100), colour=GREEN)
        value = str(response.affinity)
    canvas.text(centre, middle - 8, value, size=80, is_bold=True, align="m")
    canvas.text(centre, middle + 48, labels.affinity, colour=DIM, align="m", max_width=150)
    side = centre - _RADIUS - GAP
    one, other = labels.users or (display_name(user.user_name) for user in response.users)
    width = side - MARGIN - 26
    canvas.dot(MARGIN + 10, middle, 12, ACCENT)
    canvas.text(MARGIN + 30, middle, one, size=25, is_bold=True, max_width=width)
    canvas.dot(RIGHT - 10, middle, 12, ORANGE)
    canvas.text(RIGHT - 30, middle, other, size=25, is_bold=True, align="r", max_width=width)


def _centred(canvas: Canvas, top: float, text: str) -> None:
    canvas.text(WIDTH / 2, top + 20, text, colour=DIM, align="m", max_width=RIGHT - MARGIN)


def _name(one: ComparedTitle, labels: AffinityLabels) -> str:
    return title_name(one.id, labels.names.get(one.id, one.title), one.titles)


def _agreed(canvas: Canvas, middle: float, one: ComparedTitle, labels: AffinityLabels) -> None:
    canvas.text(MARGIN, middle, _name(one, labels), max_width=RIGHT - MARGIN - 2 * _BADGE - GAP)
    for score, place in zip(one.scores, (1.5, 0.5), strict=True):
        score_badge(canvas, RIGHT - place * _BADGE, middle, score)


def _x(score: float) -> float:
    return _SCALE + (score - 1) / 9 * (RIGHT - 14 - _SCALE)


def _disputed(canvas: Canvas, middle: float, one: ComparedTitle, labels: AffinityLabels) -> None:
    canvas.text(MARGIN, middle, _name(one, labels), max_width=_SCALE - MARGIN - GAP - 10)
    canvas.bar(_x(1), middle - 2, _x(10), middle + 2, LINE)
    low, high = sorted(one.scores)
    canvas.bar(_x(low), middle - 4, _x(high), middle + 4, DIM)
    for score, colour in zip(one.scores, (ACCENT, ORANGE), strict=True):
        canvas.dot(_x(score), middle, 15, colour)


def _scale(canvas: Canvas, top: float) -> None:
    for score in (1, 4, 7, 10):
        canvas.text(_x(score), top + 16, str(score), size=22, colour=DIM, align="m")
