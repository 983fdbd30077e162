"""The affinity of two users, as an embed."""

import discord

from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_url, profile_url
from bot.formatting.markdown import bar, plain
from bot.i18n.texts import Texts
from bot.rules.title_names import name_in
from reko_core.domain.models import Anime
from reko_core.guilds.models import TitleLanguage
from reko_core.service.comparison import ComparedTitle, Comparison
from reko_core.service.title_infos import titles_of

__all__ = ["comparison_embed"]

_MAX_TITLE = 60
# Width of the interval, in points of affinity, up to which confidence is high or medium.
_SURE, _FAIR = 10, 25
_MIN_DISAGREEMENT = 2


def comparison_embed(
    comparison: Comparison, texts: Texts, language: TitleLanguage
) -> discord.Embed:
    """Return the embed of a comparison, titles named in the reader's language."""
    a, b = plain(comparison.user_a), plain(comparison.user_b)
    embed = discord.Embed(
        title=texts("affinity-title", a=a, b=b),
        url=profile_url(comparison.user_a),
        description="\n".join(_lines(comparison, a, b, texts)),
        colour=BRAND,
    )
    # One point apart is no disagreement, even between users whose means differ.
    disagree = tuple(
        title
        for title in comparison.disagree
        if abs(title.score_a - title.score_b) >= _MIN_DISAGREEMENT
    )
    for key, titles in (("affinity-agree", comparison.agree), ("affinity-disagree", disagree)):
        if titles:
            embed.add_field(name=texts(key), value=_listed(titles, language), inline=False)
    if comparison.agree or disagree:
        embed.set_footer(text=texts("affinity-order", a=comparison.user_a, b=comparison.user_b))
    return fit_embeds([embed])[0]


def _lines(comparison: Comparison, a: str, b: str, texts: Texts) -> list[str]:
    if not comparison.n_shared:
        return [texts("affinity-none", a=a, b=b, n_a=comparison.n_a, n_b=comparison.n_b)]
    width = comparison.high - comparison.low
    # Without scores to compare, the interval is that of what both have seen alone: narrow.
    is_by_scores = comparison.agreement is not None
    confidence = "sure" if width <= _SURE else "fair" if width <= _FAIR else "unsure"
    lines = [
        f"{bar(comparison.affinity)} **{comparison.affinity}** / 100",
        texts(f"affinity-{confidence}", low=comparison.low, high=comparison.high)
        if is_by_scores
        else texts("affinity-few"),
        texts("affinity-shared", n=comparison.n_shared, scored=comparison.n_shared_scored),
    ]
    difference = comparison.mean_difference
    if difference is not None:
        higher, lower = (a, b) if difference >= 0 else (b, a)
        points = round(abs(difference), 1)
        key = "affinity-higher" if points else "affinity-alike"
        lines.append(texts(key, higher=higher, lower=lower, points=points))
    return lines


def _listed(titles: tuple[ComparedTitle, ...], language: TitleLanguage) -> str:
    def name(anime: Anime) -> str:
        return plain(name_in(language, titles_of(anime)), _MAX_TITLE)

    return "\n".join(
        f"[{name(title.anime)}]({anime_url(title.anime.id)}) · "
        f"**{title.score_a}** / **{title.score_b}**"
        for title in titles
    )
