"""A taste as text: tables of figures beside the community's."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reko_cli.views.table import format_fetched
from reko_core.contract.taste import TasteResponse
from reko_core.domain.sites import display_name
from reko_core.domain.text import clean
from reko_core.pictures.taste_card import shown_genres, standing_values

__all__ = ["taste_view"]

STANDING = "titles seen", "mean score", "spread of scores", "dropped", "well-known titles"
BAR_WIDTH = 20


def taste_view(response: TasteResponse) -> RenderableType:
    """Render a response; parts without data are left out."""
    return Group(*_parts(response))


def _parts(response: TasteResponse) -> Iterator[RenderableType]:
    counts, scores = response.counts, response.scores
    mean = "" if scores.mean is None else f", mean {scores.mean:.2f}"
    analyzed = format_fetched(response.metadata.user_last_analyzed)
    summary = f"  {counts.seen} seen, {counts.scored} scored{mean} · list from {analyzed} UTC"
    yield Text.assemble((clean(display_name(response.user_name)), "bold"), (summary, "dim"))
    if not counts.seen:
        yield Text("None of the titles on this list is known to the community.")
        return
    values = zip(STANDING, standing_values(response.standing), strict=True)
    yield from _table(
        "Higher than ... % of the community",
        [(name, str(value), _bar(value, 100)) for name, value in values if value is not None],
    )
    yield from _table(
        "Genres, % of the titles seen; of the community's",
        [
            (clean(one.name), f"{one.share:.0f}", f"{one.community_share:.0f}")
            for one in shown_genres(response.genres)
        ],
    )
    if counts.scored:
        most = max(scores.histogram)
        yield from _table(
            "Scores given",
            [
                (str(score), str(count), _bar(count, most))
                for score, count in reversed(list(enumerate(scores.histogram, 1)))
            ],
        )
    yield from _table(
        "Scores beside those of others, in points",
        [
            (clean(one.name), f"{one.difference:+.1f}", f"{one.scored} titles")
            for one in (*response.generous_on, *response.harsh_on[::-1])
        ],
    )
    yield from _table(
        "Decades, % of the titles seen; of the community's",
        [
            (str(one.first_year), f"{one.share:.0f}", f"{one.community_share:.0f}")
            for one in response.decades
        ],
    )
    yield from _table(
        "Favourites that few know, and % of the community who have seen them",
        [
            (clean(one.title), str(one.score), f"{one.known_by:.2g} %")
            for one in response.rare_favourites
        ],
    )


def _table(heading: str, rows: list[tuple[str, str, str]]) -> Iterator[RenderableType]:
    if not rows:
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="ellipsis", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row))
    yield Text()
    yield Text(heading, "bold")
    yield table


def _bar(value: float, most: float) -> str:
    return "█" * round(BAR_WIDTH * value / most)
