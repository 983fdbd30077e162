"""The affinity of two users, as an embed."""

import discord

from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_url
from bot.formatting.markdown import bar, plain
from bot.formatting.user_labels import user_label, user_url
from bot.i18n.texts import Texts
from bot.rules.title_names import name_in
from reko_core.contract.affinity import AffinityResponse, ComparedTitle
from reko_core.guilds.models import TitleLanguage
from reko_core.pictures.affinity_card import disputed_titles

__all__ = ["comparison_embed", "confidence", "shared_titles"]

_MAX_TITLE = 60
# Width of the interval, in points of affinity, up to which confidence is high or medium.
_SURE, _FAIR = 10, 25


def comparison_embed(
    comparison: AffinityResponse,
    texts: Texts,
    language: TitleLanguage,
    *,
    picture: str | None = None,
) -> discord.Embed:
    """Return the embed of a comparison, titles named in the reader's language.

    picture: the name of an attached picture that has the titles.
    """
    names = [user_label(user.user_name, texts) for user in comparison.users]
    a, b = map(plain, names)
    embed = discord.Embed(
        title=texts("affinity-title", a=a, b=b),
        url=user_url(comparison.users[0].user_name),
        description="\n".join(_lines(comparison, a, b, texts)),
        colour=BRAND,
    )
    disagree = disputed_titles(comparison)
    if picture is not None:
        return embed.set_image(url=f"attachment://{picture}")
    for key, titles in (("affinity-agree", comparison.agree), ("affinity-disagree", disagree)):
        if titles:
            embed.add_field(name=texts(key), value=_listed(titles, language), inline=False)
    if comparison.agree or disagree:
        embed.set_footer(text=texts("affinity-order", a=names[0], b=names[1]))
    return fit_embeds([embed])[0]


def confidence(comparison: AffinityResponse, texts: Texts) -> str:
    """Say how sure the affinity is."""
    if comparison.agreement is None:
        # The interval is that of what both have seen alone: narrow.
        return texts("affinity-few")
    width = comparison.high - comparison.low
    key = "sure" if width <= _SURE else "fair" if width <= _FAIR else "unsure"
    return texts(f"affinity-{key}", low=comparison.low, high=comparison.high)


def shared_titles(comparison: AffinityResponse, texts: Texts) -> str:
    """Say how many titles both have seen and scored."""
    shared = comparison.shared
    return texts("affinity-shared", n=shared.seen, scored=shared.scored)


def _lines(comparison: AffinityResponse, a: str, b: str, texts: Texts) -> list[str]:
    shared, (one, other) = comparison.shared, comparison.users
    if not shared.seen:
        return [texts("affinity-none", a=a, b=b, n_a=one.seen, n_b=other.seen)]
    lines = [
        f"{bar(comparison.affinity)} **{comparison.affinity}** / 100",
        confidence(comparison, texts),
        shared_titles(comparison, texts),
    ]
    difference = comparison.mean_difference
    if difference is not None:
        higher, lower = (a, b) if difference >= 0 else (b, a)
        points = round(abs(difference), 1)
        key = "affinity-higher" if points else "affinity-alike"
        lines.append(texts(key, higher=higher, lower=lower, points=points))
    return lines


def _listed(titles: tuple[ComparedTitle, ...], language: TitleLanguage) -> str:
    return "\n".join(
        f"[{plain(name_in(language, title.titles), _MAX_TITLE)}]({anime_url(title.id)}) · "
        f"**{title.scores[0]}** / **{title.scores[1]}**"
        for title in titles
    )
