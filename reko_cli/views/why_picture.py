"""An explanation drawn in text: the score on its scale, what pulls at it, who is for it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from reko_cli.views.table import title_details
from reko_core.contract.explain import Influence, SimilarOpinions, WhyResponse
from reko_core.domain.text import clean

__all__ = ["why_picture"]

BASES = {
    "similar_users_and_factors": "from their own scores and similar users",
    "community": "from what everybody thinks: no score of theirs is known",
    "mean": "from its mean on MyAnimeList: the community does not know it",
}
N_STEPS = 9  # from 1 to 10
MAX_STEP = 6
LEAST_STEP_FOR_FIGURES = 3
PULL_WIDTH = 10
COUNT_WIDTH = 24
HASH_SHOWN = 12


def why_picture(response: WhyResponse, user_name: str, width: int) -> RenderableType:
    """Draw the answer for a terminal of `width` columns."""
    parts: list[RenderableType] = [*_header(response, user_name), Text(), *_scale(response, width)]
    if response.influences:
        parts += [Text(), *_influences(response)]
    if response.similar.seen:
        parts += [Text(), *_similar(response)]
    return Group(*parts)


def _line(*parts: str | tuple[str, str | Style]) -> Text:
    """Return one line, cut off where the terminal ends."""
    text = Text.assemble(*parts)
    text.no_wrap, text.overflow = True, "ellipsis"
    return text


def _header(response: WhyResponse, user_name: str) -> Iterator[Text]:
    info = response.info
    link = Style(bold=True, link=f"https://myanimelist.net/anime/{info.id}")
    name = clean(info.title) or f"#{info.id}"
    yield _line((name, link), (f"  {title_details(info)}", "dim"))
    analyzed = clean(response.metadata.user_last_analyzed)[:16].replace("T", " ")
    yield _line((clean(user_name), "bold"), (f"  list from {analyzed} UTC", "dim"))


def _scale(response: WhyResponse, width: int) -> Iterator[Text]:
    """Yield the expected score in words, then its interval on a scale from 1 to 10."""
    expected, own = response.expected, response.own
    yield _line(
        "Expected ",
        (f"{expected.score:.2f}", "bold green"),
        f" ({expected.low:.1f} to {expected.high:.1f} nine times out of ten), "
        f"a {expected.enjoyment}% chance of enjoying it",
    )
    yield _line((BASES[response.metadata.basis], "dim"))
    if own is not None:
        status = (own.status or "on the list").replace("_", " ")
        score = "unscored" if own.score is None else f"scored {own.score}"
        yield _line((f"theirs: {status}, {score}; looked at as if it were not on the list", "dim"))
    step = max(1, min(MAX_STEP, (width - 2) // N_STEPS))
    has_figures = step >= LEAST_STEP_FOR_FIGURES
    figures = [str(score) if has_figures or score == 1 else "" for score in range(1, 10)]
    yield _line(("".join(figure.ljust(step) for figure in figures) + "10", "dim"))
    marks = {_place(expected.score, step): ("●", "bold green")}
    if own is not None and own.score is not None:
        marks = {_place(own.score, step): ("◆", "cyan")} | marks
    low, high = _place(expected.low, step), _place(expected.high, step)
    dots = (
        marks.get(place, ("━", "green") if low <= place <= high else ("·", "dim"))
        for place in range(N_STEPS * step + 1)
    )
    yield _line(*dots)


def _place(score: float, step: int) -> int:
    return round((score - 1) * step)


def _influences(response: WhyResponse) -> Iterator[RenderableType]:
    yield _line(("What they scored that pushes it down or up", "bold"))
    most = max(abs(one.effect) for one in response.influences)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis")
    for one in response.influences:
        name = Text(clean(one.title) or f"#{one.id}", overflow="ellipsis", no_wrap=True)
        table.add_row(Text(f"{one.effect:+.2f}"), _pull(one, most), Text(str(one.score)), name)
    yield table
    without = response.without
    told = [
        f"without what pushes it {way}: {score:.2f}"
        for way, score in (("up", without.raising), ("down", without.lowering))
        if score is not None
    ]
    yield _line(("; ".join(told), "dim"))


def _pull(one: Influence, most: float) -> Text:
    """Draw an effect as a bar to the left or to the right of the middle."""
    bar = "█" * max(1, round(PULL_WIDTH * abs(one.effect) / most))
    if one.effect < 0:
        return Text.assemble((bar.rjust(PULL_WIDTH), "red"), "│", " " * PULL_WIDTH)
    return Text.assemble(" " * PULL_WIDTH, "│", (bar.ljust(PULL_WIDTH), "green"))


def _similar(response: WhyResponse) -> Iterator[RenderableType]:
    similar = response.similar
    yield _line(("Similar users", "bold"))
    yield _line(
        f"{similar.seen} of {response.metadata.users.found} have seen it: "
        f"{similar.in_favour} for, {similar.against} against, {similar.dropped} dropped"
    )
    yield _line(("for: higher than the title and their habits led to expect", "dim"))
    yield from _histogram(similar)
    if similar.closest:
        yield _line(("The closest of them", "bold"))
    for user in similar.closest:
        opinion = ("for", "green") if user.is_for else ("against", "red")
        yield _line(
            f"{user.score:>2}  ", opinion, (f"  {user.hash[:HASH_SHOWN]}, affinity", "dim"),
            f" {user.affinity}",
        )  # fmt: skip


def _histogram(similar: SimilarOpinions) -> Iterator[Text]:
    most = max(similar.histogram)
    for score in range(10, 0, -1):
        count = similar.histogram[score - 1]
        if count:
            bar = "█" * max(1, round(COUNT_WIDTH * count / most))
            yield _line((f"{score:>2} ", "dim"), (bar, "cyan"), f" {count}")
        elif most:
            yield _line((f"{score:>2}", "dim"))
