"""The titles of a season as a table that fits the terminal, or as lines for other programs."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reko_cli.views.table import format_fetched, match_text, title_text
from reko_core.contract.season import (
    RankedSeason,
    SeasonReason,
    SeasonRecommendation,
    SeasonResponse,
)
from reko_core.domain.sites import display_name
from reko_core.domain.text import clean

__all__ = ["season_lines", "season_tables"]

_DETAILS_WIDTH, _RANGE_WIDTH = 70, 60
_NOTHING = "Nothing to show: no titles are known, or all are on the list or filtered out."
_LEGEND = "Score: predicted, with its 90 % interval. Enjoy: the chance that they score it at least\
 their mean."


def season_tables(response: SeasonResponse, user_name: str, width: int) -> RenderableType:
    """Render a response for a terminal of `width` columns."""
    analyzed = format_fetched(response.metadata.user_last_analyzed)
    header = Text.assemble(
        (clean(display_name(user_name)), "bold"), (f"  list from {analyzed} UTC", "dim")
    )
    parts: list[RenderableType] = [header]
    for season in response.seasons:
        parts += [Text(), _heading(season)]
        parts.append(_table(season, width) if season.rekos else Text(_NOTHING))
    return Group(*parts, Text(), Text(_LEGEND, "dim"))


def season_lines(response: SeasonResponse) -> list[str]:
    """Return season, rank, match, score, enjoyment, MAL id and title, separated by tabs."""
    return [
        f"{season.year} {season.season}\t{rank}\t{reko.match}\t{reko.expected.score:.2f}"
        f"\t{reko.expected.enjoyment}\t{reko.id}\t{clean(reko.info.title)}"
        for season in response.seasons
        for rank, reko in enumerate(season.rekos, start=1)
    ]


def _heading(season: RankedSeason) -> Text:
    counts = f"  {len(season.rekos)} of {season.found} titles"
    return Text.assemble((f"{season.season.capitalize()} {season.year}", "bold"), (counts, "dim"))


def _table(season: RankedSeason, width: int) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("Match", justify="right", no_wrap=True)
    table.add_column("Title")
    table.add_column("Score", no_wrap=True)
    table.add_column("Enjoy", justify="right", no_wrap=True)
    for rank, reko in enumerate(season.rekos, start=1):
        expected = reko.expected
        score = f"{expected.score:.1f}"
        if width >= _RANGE_WIDTH:
            score += f" ({expected.low:.1f}-{expected.high:.1f})"
        title = title_text(reko.info, has_details=width >= _DETAILS_WIDTH)
        notes = Text("\n" + " · ".join(_notes(reko)), "dim") if any(_notes(reko)) else Text()
        table.add_row(
            str(rank),
            match_text(reko.match),
            Text.assemble(title, notes),
            score,
            f"{expected.enjoyment}%",
        )
    return table


def _notes(reko: SeasonRecommendation) -> Iterator[str]:
    """Say why a title is where it is, and what else to know about it."""
    if reko.reason is not None:
        yield clean(_reason(reko.reason))
    if reko.misses_earlier:
        yield "earlier part unseen"
    if not reko.is_new:
        yield "continues"
    elif reko.is_little_known:
        yield "new, little known"
    if reko.is_planned:
        yield "planned"


def _reason(reason: SeasonReason) -> str:
    own = reason.own
    title = "" if own is None else own.title
    scored = "" if own is None or own.score is None else f", which they gave {own.score}"
    names = ", ".join(reason.names)
    return {
        "sequel": f"follows {title}{scored}",
        "studio": f"by {names}, as {title}{scored}",
        "genres": f"for {names}",
        "viewers": "people with similar taste watch it",
        "popular": "many watch or plan it",
    }[reason.kind]
