"""The taste card: habits, genres, scores, decades and favourites of one user."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest

from reko_core.contract.taste import (
    GenreLeaning,
    GenreTaste,
    RareFavourite,
    Standing,
    TasteResponse,
)
from reko_core.domain.sites import display_name
from reko_core.pictures.drawing.canvas import (
    ACCENT,
    DIM,
    GREEN,
    LINE,
    MARGIN,
    RED,
    RIGHT,
    WHITE,
    Canvas,
)
from reko_core.pictures.drawing.charts import (
    COLUMNS_HEIGHT,
    Column,
    draw_columns,
    score_badge,
    score_columns,
)
from reko_core.pictures.drawing.names import title_name
from reko_core.pictures.drawing.sheet import GAP, Draw, Sheet

__all__ = ["TasteLabels", "draw_taste", "shown_genres", "standing_values"]

N_MORE, N_LESS = 4, 3
MIN_SHARE = 2.0
"""A genre that makes up less, in percent, of all that is watched is not one that anybody misses."""

_ROW = 42
_LEFT, _END = 330, 650
_SPLIT, _MIDDLE = 470, 400


@dataclass(frozen=True, slots=True)
class TasteLabels:
    """The texts of the card, in the language of the reader.

    user: whose list it is. subtitle: how much was seen. standing_rows: in the order of `Standing`.
    mark: that white lines are the community's shares. names: of titles by MAL id, where they are
    not the main ones.
    """

    subtitle: str
    nothing: str = "The community knows none of the titles."
    standing: str = "Higher than … % of the community"
    standing_rows: tuple[str, str, str, str, str] = (
        "Titles seen",
        "Mean score",
        "Spread of scores",
        "Dropped",
        "Well-known titles",
    )
    genres: str = "Genres, % of the titles seen"
    mark: str = "White lines: the community"
    scores: str = "Scores given"
    decades: str = "Decades, %"
    generous: str = "Generous on"
    harsh: str = "Harsh on"
    favourites: str = "Favourites that few know"
    user: str | None = None
    names: Mapping[int, str] = field(default_factory=dict)


def draw_taste(response: TasteResponse, labels: TasteLabels | None = None) -> bytes:
    """Return a PNG; parts without data are left out. Takes some 60 ms: not on the event loop."""
    labels = labels or TasteLabels(subtitle=_subtitle(response))
    sheet = Sheet()
    sheet.title(labels.user or display_name(response.user_name), labels.subtitle)
    if not response.counts.seen:
        sheet.note(labels.nothing)
        return sheet.png()
    sheet.heading(labels.standing)
    sheet.rows(_ROW, list(_standing(response, labels)))
    if genres := shown_genres(response.genres):
        most = max(max(one.share, one.community_share) for one in genres)
        sheet.heading(labels.genres)
        sheet.rows(_ROW, [partial(_genre, genre=one, most=most) for one in genres])
        sheet.note(labels.mark)
    if response.counts.scored:
        sheet.heading(labels.scores, labels.decades, lefts=(MARGIN, _SPLIT + GAP))
        sheet.add(COLUMNS_HEIGHT, partial(_scores_and_decades, response=response))
    elif response.decades:
        sheet.heading(labels.decades)
        sheet.add(COLUMNS_HEIGHT, partial(_decades, response=response, left=MARGIN))
    if response.generous_on or response.harsh_on:
        headings = (
            labels.generous if response.generous_on else "",
            labels.harsh if response.harsh_on else "",
        )
        sheet.heading(*headings, lefts=(MARGIN, _MIDDLE + GAP / 2))
        pairs = zip_longest(response.generous_on, response.harsh_on)
        sheet.rows(_ROW, [partial(_leanings, generous=one, harsh=other) for one, other in pairs])
    if response.rare_favourites:
        sheet.heading(labels.favourites)
        sheet.rows(
            _ROW, [partial(_favourite, one=one, labels=labels) for one in response.rare_favourites]
        )
    return sheet.png()


def shown_genres(genres: Sequence[GenreTaste]) -> list[GenreTaste]:
    """Return the genres watched most and least, beside the community, in that order."""
    more = [one for one in genres if one.share > one.community_share][:N_MORE]
    missed = (one for one in genres if one.community_share >= MIN_SHARE)
    less = [one for one in missed if one.share < one.community_share][-N_LESS:]
    return more + less


def standing_values(standing: Standing) -> tuple[int | None, ...]:
    """Return the percentiles in the order of the rows."""
    return (
        *(standing.titles, standing.mean, standing.spread),
        *(standing.dropped, standing.mainstream),
    )


def _subtitle(response: TasteResponse) -> str:
    counts, mean = response.counts, response.scores.mean
    titles = "title" if counts.seen == 1 else "titles"
    parts = [f"{counts.seen} {titles} seen", f"{counts.scored} scored"]
    return ", ".join(parts if mean is None else [*parts, f"mean {mean:.2f}"])


def _standing(response: TasteResponse, labels: TasteLabels) -> Iterator[Draw]:
    for label, value in zip(labels.standing_rows, standing_values(response.standing), strict=True):
        if value is not None:
            yield partial(_place, label=label, value=value)


def _place(canvas: Canvas, middle: float, label: str, value: int) -> None:
    canvas.text(MARGIN, middle, label, max_width=_LEFT - MARGIN - GAP)
    canvas.bar(_LEFT, middle - 3, _END, middle + 3, LINE)
    centre = (_LEFT + _END) / 2
    canvas.bar(centre - 2, middle - 9, centre + 2, middle + 9, LINE)
    canvas.dot(_LEFT + value / 100 * (_END - _LEFT), middle, 16, ACCENT)
    canvas.text(RIGHT, middle, f"{value} %", is_bold=True, align="r")


def _genre(canvas: Canvas, middle: float, genre: GenreTaste, most: float) -> None:
    canvas.text(MARGIN, middle, genre.name, max_width=_LEFT - MARGIN - GAP)
    point = (_END - _LEFT) / most
    if genre.share:
        colour = GREEN if genre.share > genre.community_share else RED
        canvas.bar(_LEFT, middle - 13, _LEFT + genre.share * point, middle + 13, colour)
    mark = _LEFT + genre.community_share * point
    canvas.bar(mark - 2, middle - 17, mark + 2, middle + 17, WHITE)
    canvas.text(RIGHT, middle, f"{genre.share:.0f} %", is_bold=True, align="r")


def _scores_and_decades(canvas: Canvas, top: float, response: TasteResponse) -> None:
    draw_columns(canvas, top, score_columns(response.scores.histogram), right=_SPLIT)
    _decades(canvas, top, response, left=_SPLIT + GAP)


def _decades(canvas: Canvas, top: float, response: TasteResponse, left: float) -> None:
    decades = [
        Column(
            one.share,
            f"\N{RIGHT SINGLE QUOTATION MARK}{one.first_year % 100:02}",
            f"{one.share:.0f}",
            one.community_share,
        )
        for one in response.decades
        if max(one.share, one.community_share) >= 1
    ]
    draw_columns(canvas, top, decades, left=left)


def _leanings(
    canvas: Canvas, middle: float, generous: GenreLeaning | None, harsh: GenreLeaning | None
) -> None:
    half = GAP / 2
    for one, left, right, colour in (
        (generous, MARGIN, _MIDDLE - half, GREEN),
        (harsh, _MIDDLE + half, RIGHT, RED),
    ):
        if one is not None:
            canvas.text(left, middle, one.name, max_width=right - left - 90)
            value = f"{one.difference:+.1f}".replace("-", "\N{MINUS SIGN}")
            canvas.text(right, middle, value, colour=colour, is_bold=True, align="r")


def _favourite(canvas: Canvas, middle: float, one: RareFavourite, labels: TasteLabels) -> None:
    score_badge(canvas, MARGIN + 25, middle, one.score)
    name = title_name(one.id, labels.names.get(one.id, one.title), one.titles)
    canvas.text(MARGIN + 66, middle, name, max_width=RIGHT - MARGIN - 180)
    canvas.text(RIGHT, middle, f"{one.known_by:.2g} %", colour=DIM, align="r")
