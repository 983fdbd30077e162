"""The season sheet: the titles of a season, ranked for one user."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from reko_core.contract.season import (
    RankedSeason,
    SeasonReason,
    SeasonRecommendation,
    SeasonResponse,
)
from reko_core.pictures.drawing.canvas import DARK_GREEN, DIM, GREEN, LINE, MARGIN, RIGHT, Canvas
from reko_core.pictures.drawing.charts import chance_colour
from reko_core.pictures.drawing.names import title_name
from reko_core.pictures.drawing.sheet import GAP, Sheet

__all__ = ["MAX_TITLES", "SeasonLabels", "draw_season", "draw_seasons"]

MAX_TITLES = 12

_ROW = 82
_BADGE, _SCALE, _SCORE = 56, 130, 60


@dataclass(frozen=True, slots=True)
class SeasonLabels:
    """The texts of the sheet, in the language of the reader.

    notes: the line under each title by MAL id. names: of titles by MAL id, where they are not the
    main ones. legend: what the figures are. first: the rank of the first title.
    """

    title: str
    subtitle: str = ""
    legend: str = "Match; predicted score with its 90 % range on a scale from 1 to 10"
    nothing: str = "Nothing of this season is left to recommend."
    notes: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    first: int = 1

    @classmethod
    def english(cls, season: RankedSeason) -> "SeasonLabels":
        """Return the English texts for a season."""
        notes = {reko.id: _note(reko) for reko in season.rekos}
        return cls(title=f"{season.season.capitalize()} {season.year}", notes=notes)


def draw_season(season: RankedSeason, labels: SeasonLabels | None = None) -> bytes:
    """Return a PNG of at most MAX_TITLES titles. Takes some 60 ms: not on the event loop."""
    sheet = Sheet()
    _add_season(sheet, season, labels or SeasonLabels.english(season), MAX_TITLES)
    return sheet.png()


def draw_seasons(response: SeasonResponse, _: object = None) -> bytes:
    """Return a PNG of all seasons of a response, in English; as `draw_season`."""
    sheet = Sheet()
    for season in response.seasons:
        n_titles = MAX_TITLES // len(response.seasons)
        _add_season(sheet, season, SeasonLabels.english(season), n_titles)
    return sheet.png()


def _add_season(sheet: Sheet, season: RankedSeason, labels: SeasonLabels, n_titles: int) -> None:
    sheet.title(labels.title, labels.subtitle)
    rekos = season.rekos[:n_titles]
    sheet.rows(
        _ROW,
        [
            partial(_title, reko=reko, rank=rank, labels=labels)
            for rank, reko in enumerate(rekos, labels.first)
        ],
    )
    sheet.note(labels.legend if rekos else labels.nothing)


def _title(
    canvas: Canvas,
    middle: float,
    *,
    reko: SeasonRecommendation,
    rank: int,
    labels: SeasonLabels,
) -> None:
    canvas.text(MARGIN, middle, str(rank), size=24, colour=DIM)
    left = MARGIN + 40
    canvas.bar(left, middle - 24, left + _BADGE, middle + 24, chance_colour(reko.match))
    canvas.text(left + _BADGE / 2, middle, str(reko.match), is_bold=True, align="m")
    left += _BADGE + 16
    right = RIGHT - _SCORE - _SCALE - GAP
    name = title_name(reko.id, labels.names.get(reko.id, reko.info.title), reko.info.titles)
    note = labels.notes.get(reko.id, "")
    canvas.text(left, middle - 16 if note else middle, name, max_width=right - left)
    canvas.text(left, middle + 18, note, size=22, colour=DIM, max_width=right - left)
    _score(canvas, middle, reko)


def _score(canvas: Canvas, middle: float, reko: SeasonRecommendation) -> None:
    start, end = RIGHT - _SCORE - _SCALE, RIGHT - _SCORE - 16
    expected = reko.expected

    def x(score: float) -> float:
        return start + (score - 1) / 9 * (end - start)

    canvas.bar(start, middle - 2, end, middle + 2, LINE)
    canvas.bar(x(expected.low), middle - 8, x(expected.high), middle + 8, DARK_GREEN)
    canvas.dot(x(expected.score), middle, 14, GREEN)
    canvas.text(RIGHT, middle, f"{expected.score:.1f}", size=30, is_bold=True, align="r")


def _note(reko: SeasonRecommendation) -> str:
    parts = []
    if not reko.is_new:
        parts.append("continues")
    elif reko.is_little_known:
        parts.append("new, little known")
    if reko.misses_earlier:
        parts.append("earlier part unseen")
    if reko.reason is not None:
        parts.append(_reason(reko.reason))
    return ", ".join(parts)


def _reason(reason: SeasonReason) -> str:
    own, names = reason.own, ", ".join(reason.names)
    if reason.kind == "sequel" and own is not None:
        return f"after {own.title}" + (f" ({own.score})" if own.score else "")
    if reason.kind == "studio" and own is not None:
        return f"{names}, as {own.title}"
    if reason.kind == "genres":
        return names
    return "watched by similar users" if reason.kind == "viewers" else "popular"
