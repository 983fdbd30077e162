"""Recommendations as a table that fits the terminal, or as lines for other programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from reko_cli.arguments.option_names import option_of
from reko_core.contract.recommend import AnimeInfo, Recommendation, Response
from reko_core.domain.sites import display_name
from reko_core.domain.text import clean

__all__ = [
    "format_fetched",
    "match_text",
    "missing_users",
    "recommendation_lines",
    "recommendation_table",
    "title_details",
    "title_text",
]

BAR_WIDTH = 8
EIGHTHS = " ▏▎▍▌▋▊▉"
AGE_RATINGS = {"g": "G", "pg": "PG", "pg_13": "PG-13", "r": "R", "r+": "R+", "rx": "Rx"}
MEDIA_TYPES = {"tv": "TV", "ova": "OVA", "ona": "ONA", "tv_special": "TV special", "pv": "PV"}
# The minimum terminal width, in columns, to show a part.
MIN_WIDTHS = {"id": 50, "details": 70, "similar": 80, "mean": 100, "bar": 100, "genres": 120}
MATCH_STYLES = ((80, "bold bright_green"), (60, "green"), (40, "yellow"), (0, "red"))
LEGEND = """\
Match: 50 fits as well as a typical title they like, 90 better
than 9 of 10 of them.
Enjoy: the chance that they score it at least their mean."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What fits beside rank, match, title, score and enjoyment.

    id: the title's id on MyAnimeList.
    details: year, type, episodes and age rating behind the title.
    similar: how many similar users recommend a title.
    mean: MAL's mean score.
    bar: enjoyment drawn as a bar, beside the number.
    genres: as many as fit.
    """

    has_id: bool
    has_details: bool
    has_similar: bool
    has_mean: bool
    has_bar: bool
    has_genres: bool

    @classmethod
    def of(cls, width: int) -> Self:
        """Return the layout for a terminal of `width` columns."""
        return cls(**{f"has_{name}": width >= least for name, least in MIN_WIDTHS.items()})


def recommendation_table(
    response: Response,
    user_name: str,
    width: int,
    *,
    first_rank: int = 1,
    blockers: Sequence[str] = (),
    is_verbose: bool = False,
) -> RenderableType:
    """Render a response for a terminal of `width` columns.

    blockers: filters without which, each alone, there would be titles, as in `Shortage`.
    is_verbose: also tell the accuracy, the passes and the number of candidates.
    """
    header = _header(response, user_name, is_verbose=is_verbose)
    if not response.rekos:
        return Group(header, Text(_nothing(first_rank, blockers)))
    layout = Layout.of(width)
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim", expand=layout.has_genres)
    _add_columns(table, layout)
    for rank, reko in enumerate(response.rekos, start=first_rank):
        table.add_row(*_row(rank, reko, layout))
    return Group(header, Text(), table, Text(), Text(LEGEND, "dim"))


def recommendation_lines(response: Response, first_rank: int = 1) -> list[str]:
    """Return rank, match, expected score, enjoyment, MAL id and title, separated by tabs."""
    return [
        f"{rank}\t{reko.match}\t{reko.expected.score:.2f}\t{reko.expected.enjoyment}"
        f"\t{reko.id}\t{clean(reko.info.title)}"
        for rank, reko in enumerate(response.rekos, start=first_rank)
    ]


def _nothing(first_rank: int, blockers: Sequence[str]) -> str:
    if first_rank > 1:
        return f"There are no more than {first_rank - 1} titles: try a smaller --offset."
    if blockers:
        options = " or ".join(map(option_of, blockers))
        return f"Nothing left to recommend: there are titles without {options}."
    return "Nothing left to recommend: try fewer bans and filters, or --continue."


def _add_columns(table: Table, layout: Layout) -> None:
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("Match", justify="right", no_wrap=True)
    # The only column that shrinks; others are cut off only when nothing is left of it.
    table.add_column("Title", ratio=3 if layout.has_genres else None)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Enjoy", justify="left", no_wrap=True)
    if layout.has_similar:
        table.add_column("Similar", justify="right", no_wrap=True, min_width=len("Similar"))
    if layout.has_mean:
        table.add_column("MAL", justify="right", no_wrap=True)
    if layout.has_id:
        table.add_column("Id", justify="right", style="dim", no_wrap=True)
    if layout.has_genres:
        table.add_column("Genres", style="dim", no_wrap=True, ratio=2)


def _row(rank: int, reko: Recommendation, layout: Layout) -> list[Text]:
    info = reko.info
    cells = [
        Text(str(rank)),
        match_text(reko.match),
        title_text(info, has_details=layout.has_details),
        Text(f"{reko.expected.score:.2f}"),
        _enjoyment(reko.expected.enjoyment, has_bar=layout.has_bar),
    ]
    if layout.has_similar:
        cells.append(Text(str(len(reko.users))))
    if layout.has_mean:
        cells.append(Text("-" if info.mean is None else f"{info.mean:.2f}"))
    if layout.has_id:
        cells.append(Text(str(info.id)))
    if layout.has_genres:
        cells.append(Text(clean(", ".join(info.genres)), overflow="ellipsis"))
    return cells


def _header(response: Response, user_name: str, *, is_verbose: bool) -> Text:
    metadata = response.metadata
    n_users = metadata.users.found
    basis = f"{n_users or 'no'} similar user{'' if n_users == 1 else 's'}"
    analyzed = format_fetched(metadata.user_last_analyzed)
    parts = [
        (clean(display_name(user_name)), "bold"),
        (f"  {basis} · list from {analyzed} UTC", "dim"),
    ]
    if is_verbose:
        accuracy, passes = metadata.algorithm.accuracy, metadata.algorithm.passages
        counts = f"{metadata.rekos.sent} of {metadata.rekos.found} candidates"
        n_passes = f"{passes} pass{'' if passes == 1 else 'es'}"
        parts.append((f"\n{counts} · accuracy {accuracy:g} after {n_passes}", "dim"))
    if n_unmapped := metadata.unmapped_entries:
        what = "1 title" if n_unmapped == 1 else f"{n_unmapped} titles"
        parts.append((f"\nwithout {what} of the list that MyAnimeList does not have", "yellow"))
    if metadata.algorithm.missing_users:
        parts.append((f"\n{missing_users(metadata.algorithm.missing_users)}", "yellow"))
    return Text.assemble(*parts)


def format_fetched(timestamp: str) -> str:
    """Return when a list was fetched, to the minute."""
    return clean(timestamp)[:16].replace("T", " ")


def title_text(info: AnimeInfo, *, has_details: bool) -> Text:
    """Return the name of a title with a link to it, and perhaps its details."""
    text = Text(overflow="ellipsis", no_wrap=True)
    page = f"https://myanimelist.net/anime/{info.id}"
    text.append(clean(info.title), Style(bold=True, link=page))
    if has_details and (details := title_details(info)):
        text.append(f"  {details}", "dim")
    return text


def missing_users(share: float) -> str:
    """Say that part of the community was not searched."""
    return f"{share:.0%} of the community could not be searched just now."


def title_details(info: AnimeInfo) -> str:
    """Return year, type, episodes and age rating, as far as known."""
    year = info.airing_date[:4] if info.airing_date else None
    media = MEDIA_TYPES.get(info.media_type or "", (info.media_type or "").capitalize())
    # A single episode needs no count.
    has_count = info.num_episodes is not None and info.num_episodes > 1
    episodes = f"{info.num_episodes} ep" if has_count else None
    age = AGE_RATINGS.get(info.rating or "", info.rating)
    return clean(" ".join(part for part in (year, media, episodes, age) if part))


def match_text(match: int) -> Text:
    """Return a match, coloured by how high it is."""
    return Text(str(match), next(style for least, style in MATCH_STYLES if match >= least))


def _enjoyment(percent: int, *, has_bar: bool) -> Text:
    text = Text(f"{percent:3d}%")
    if has_bar:
        text.append(f" {_bar(percent)}", "cyan")
    return text


def _bar(percent: int) -> str:
    """Draw 0-100 % in eighths of a character, always BAR_WIDTH wide."""
    whole, eighths = divmod(round(percent * BAR_WIDTH * 8 / 100), 8)
    return ("█" * whole + (EIGHTHS[eighths] if eighths else "")).ljust(BAR_WIDTH)
