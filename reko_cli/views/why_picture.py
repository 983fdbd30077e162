"""An explanation in text: the score on its scale, influences, opinions of similar users."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from reko_cli.views.table import format_fetched, missing_users, title_details
from reko_core.contract.explain import Influence, SimilarOpinions, WhyResponse
from reko_core.domain.sites import display_name
from reko_core.domain.text import clean

__all__ = ["why_picture"]

BASES = {
    "similar_users_and_factors": "based on their own scores and similar users",
    "community": "based on the whole community: none of their own scores is known",
    "mean": "based on its mean on MyAnimeList: nobody in the community has it",
}
N_STEPS = 9  # from 1 to 10
MAX_STEP = 6
MIN_STEP_FOR_NUMBERS = 3
PULL_WIDTH = 10
COUNT_WIDTH = 24


def why_picture(response: WhyResponse, user_name: str, width: int) -> RenderableType:
    """Render a response for a terminal of `width` columns."""
    parts: list[RenderableType] = [*_header(response, user_name), Text(), *_scale(response, width)]
    if response.influences:
        parts += [Text(), *_influences(response)]
    if response.similar.seen:
        parts += [Text(), *_similar(response)]
    return Group(*parts)


def _line(*parts: str | tuple[str, str | Style]) -> Text:
    """Return one line, cut off at the edge of the terminal."""
    text = Text.assemble(*parts)
    text.no_wrap, text.overflow = True, "ellipsis"
    return text


def _header(response: WhyResponse, user_name: str) -> Iterator[Text]:
    info = response.info
    link = Style(bold=True, link=f"https://myanimelist.net/anime/{info.id}")
    name = clean(info.title) or f"#{info.id}"
    yield _line((name, link), (f"  {title_details(info)}", "dim"))
    analyzed = format_fetched(response.metadata.user_last_analyzed)
    yield _line((clean(display_name(user_name)), "bold"), (f"  list from {analyzed} UTC", "dim"))
    if response.metadata.missing_users:
        yield _line((missing_users(response.metadata.missing_users), "yellow"))


def _scale(response: WhyResponse, width: int) -> Iterator[Text]:
    """Yield the predicted score in words, then its interval on a scale from 1 to 10."""
    expected, own = response.expected, response.own
    yield _line(
        "Predicted ",
        (f"{expected.score:.2f}", "bold green"),
        f" (90 % interval {expected.low:.1f} to {expected.high:.1f}), "
        f"{expected.enjoyment}% likely to enjoy it",
    )
    yield _line((BASES[response.metadata.basis], "dim"))
    if own is not None:
        status = (own.status or "on the list").replace("_", " ")
        score = "unscored" if own.score is None else f"scored {own.score}"
        yield _line((f"on their list: {status}, {score}; predicted as if it were not", "dim"))
    step = max(1, min(MAX_STEP, (width - 2) // N_STEPS))
    has_numbers = step >= MIN_STEP_FOR_NUMBERS
    numbers = [str(score) if has_numbers or score == 1 else "" for score in range(1, 10)]
    yield _line(("".join(number.ljust(step) for number in numbers) + "10", "dim"))
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
    yield _line(("Titles of their list that raise or lower it", "bold"))
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
    scores = [
        f"without those that {verb} it: {score:.2f}"
        for verb, score in (("raise", without.raising), ("lower", without.lowering))
        if score is not None
    ]
    yield _line(("; ".join(scores), "dim"))


def _pull(one: Influence, most: float) -> Text:
    """Draw an effect as a bar to the left or right of the middle."""
    bar = "█" * max(1, round(PULL_WIDTH * abs(one.effect) / most))
    if one.effect < 0:
        return Text.assemble((bar.rjust(PULL_WIDTH), "red"), "│", " " * PULL_WIDTH)
    return Text.assemble(" " * PULL_WIDTH, "│", (bar.ljust(PULL_WIDTH), "green"))


def _similar(response: WhyResponse) -> Iterator[RenderableType]:
    similar = response.similar
    yield _line(("Similar users", "bold"))
    yield _line(
        f"{similar.seen} of {response.metadata.users.found} have seen it: "
        f"{similar.recommended} recommend it, {similar.dropped} dropped it"
    )
    yield _line(("recommend: scored it at least their own mean, or completed it unscored", "dim"))
    yield from _histogram(similar)
    if similar.closest:
        affinity = similar.closest[0].affinity
        yield _line(("The most similar of them", "bold"), (f", affinity {affinity} or more", "dim"))
    for user in similar.closest:
        opinion = ("recommends it", "green") if user.recommends else ("does not", "red")
        yield _line(f"{user.score or '-':>2}  ", opinion)


def _histogram(similar: SimilarOpinions) -> Iterator[Text]:
    most = max(similar.histogram)
    for score in range(10, 0, -1):
        count = similar.histogram[score - 1]
        if count:
            bar = "█" * max(1, round(COUNT_WIDTH * count / most))
            yield _line((f"{score:>2} ", "dim"), (bar, "cyan"), f" {count}")
        elif most:
            yield _line((f"{score:>2}", "dim"))
