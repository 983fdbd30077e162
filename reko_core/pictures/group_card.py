"""The group card: titles for several people, and the chance that each, and that all like them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from reko_core.contract.group import GroupRecommendation, GroupResponse, MemberView
from reko_core.domain.sites import display_name
from reko_core.pictures.drawing.canvas import ACCENT, DIM, MARGIN, RIGHT, WHITE, Canvas
from reko_core.pictures.drawing.charts import chance_colour
from reko_core.pictures.drawing.fonts import drawable, text_width
from reko_core.pictures.drawing.names import title_name
from reko_core.pictures.drawing.sheet import GAP, Sheet

__all__ = ["GroupLabels", "draw_group"]

MAX_TITLES = 10

_ROW = 72
_EVERYBODY = 104
_CELLS, _MAX_CELL = 340, 100
_WIDE = 75
_NAME = 24
_UPRIGHT, _FLAT = 210, 44


@dataclass(frozen=True, slots=True)
class GroupLabels:
    """The texts of the card, in the language of the reader.

    names: of titles by MAL id, where they are not the main ones. members: names to show in the
    order of the response, where they are not those of MAL.
    """

    title: str = "Watching together"
    subtitle: str = "Chance in percent that each likes it, and that all do"
    everybody: str = "All"
    planned: str = "White dot: plans to watch it"
    seen: str = "Blue: has seen it"
    nothing: str = "There is nothing that all of them could watch."
    names: Mapping[int, str] = field(default_factory=dict)
    members: Sequence[str] = ()


def draw_group(
    response: GroupResponse, labels: GroupLabels | None = None, *, first: int = 0
) -> bytes:
    """Return a PNG of at most MAX_TITLES titles. Takes some 50 ms: not on the event loop.

    first: how many titles come before those of the response.
    """
    labels = labels or GroupLabels()
    sheet = Sheet()
    sheet.title(labels.title, labels.subtitle)
    rekos = response.rekos[:MAX_TITLES]
    if not rekos:
        sheet.note(labels.nothing)
        return sheet.png()
    wanted = labels.members or [display_name(one.user_name) for one in response.metadata.members]
    # Names that no font has are told by their place in the group.
    names = [drawable(name) or f"#{place}" for place, name in enumerate(wanted, 1)]
    cell = min(_MAX_CELL, _CELLS / len(names))
    left = RIGHT - _EVERYBODY - cell * len(names)
    is_flat = all(text_width(name, _NAME) <= cell - 8 for name in names)
    draw = partial(_header, names=names, everybody=labels.everybody, left=left, is_flat=is_flat)
    sheet.add(_FLAT if is_flat else _UPRIGHT, draw)
    sheet.rows(
        _ROW,
        [
            partial(_title, reko=reko, rank=rank, labels=labels, left=left, cell=cell)
            for rank, reko in enumerate(rekos, first + 1)
        ],
    )
    views = [one for reko in rekos for one in reko.members]
    if any(one.planned for one in views):
        sheet.note(labels.planned)
    if any(one.seen for one in views):
        sheet.note(labels.seen)
    return sheet.png()


def _header(
    canvas: Canvas,
    top: float,
    names: Sequence[str],
    everybody: str,
    left: float,
    *,
    is_flat: bool,
) -> None:
    cell = (RIGHT - _EVERYBODY - left) / len(names)
    bottom = top + (_FLAT if is_flat else _UPRIGHT) - 8
    for column, name in enumerate(names):
        middle = left + (column + 0.5) * cell
        if is_flat:
            canvas.text(middle, bottom - 14, name, size=_NAME, colour=DIM, align="m")
        else:
            canvas.upright_text(middle, bottom, name, _UPRIGHT - 16, size=_NAME)
    canvas.text(RIGHT, bottom - 14, everybody, is_bold=True, align="r", max_width=_EVERYBODY - 8)


def _title(
    canvas: Canvas,
    middle: float,
    *,
    reko: GroupRecommendation,
    rank: int,
    labels: GroupLabels,
    left: float,
    cell: float,
) -> None:
    canvas.text(MARGIN, middle, str(rank), size=24, colour=DIM)
    wanted = labels.names.get(reko.id, reko.info.title)
    name = title_name(reko.id, wanted, reko.info.titles)
    canvas.lines(MARGIN + 38, middle, name, size=24, max_width=left - MARGIN - 38 - GAP / 2)
    for column, view in enumerate(reko.members):
        _cell(canvas, left + column * cell, middle, cell, view)
    canvas.text(RIGHT, middle, f"{reko.everybody} %", size=32, is_bold=True, align="r")


def _cell(canvas: Canvas, left: float, middle: float, width: float, view: MemberView) -> None:
    colour = ACCENT if view.seen else chance_colour(view.enjoyment)
    canvas.bar(left + 2, middle - 27, left + width - 2, middle + 27, colour)
    size = 26 if width >= _WIDE else 22
    canvas.text(left + width / 2, middle, str(view.enjoyment), size=size, align="m")
    if view.planned:
        canvas.bar(left + width - 15, middle - 21, left + width - 8, middle - 14, WHITE)
