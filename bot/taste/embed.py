"""A taste as an embed: in words, or around its picture."""

from collections.abc import Iterator, Sequence

import discord

from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_url
from bot.formatting.markdown import bar, plain
from bot.formatting.user_labels import user_label, user_url
from bot.i18n.texts import Texts
from bot.rules.title_names import name_in
from bot.taste.taste_texts import STANDING_KEYS, taste_subtitle
from reko_core.contract.taste import GenreLeaning, GenreTaste, TasteResponse
from reko_core.guilds.models import TitleLanguage
from reko_core.pictures.taste_card import shown_genres, standing_values

__all__ = ["picture_embed", "taste_embed"]

_MAX_TITLE = 60


def picture_embed(taste: TasteResponse, texts: Texts, file_name: str) -> discord.Embed:
    """Return the embed of a picture that is attached under this name."""
    return _embed(taste, texts).set_image(url=f"attachment://{file_name}")


def taste_embed(taste: TasteResponse, texts: Texts, language: TitleLanguage) -> discord.Embed:
    """Return the taste in words, titles named in the reader's language."""
    embed = _embed(taste, texts)
    embed.description = taste_subtitle(taste, texts)
    if not taste.counts.seen:
        embed.description = texts("taste-nothing")
        return embed
    fields = {
        "taste-standing": _standing(taste, texts),
        "taste-genres": _genres(shown_genres(taste.genres), texts),
        "taste-generous": _leanings(taste.generous_on),
        "taste-harsh": _leanings(taste.harsh_on),
        "taste-favourites": _favourites(taste, language),
    }
    for key, lines in fields.items():
        if value := "\n".join(lines):
            is_short = key in {"taste-generous", "taste-harsh"}
            embed.add_field(name=texts(key), value=value, inline=is_short)
    return fit_embeds([embed])[0]


def _embed(taste: TasteResponse, texts: Texts) -> discord.Embed:
    return discord.Embed(
        title=texts("taste-title", user=plain(user_label(taste.user_name, texts))),
        url=user_url(taste.user_name),
        colour=BRAND,
    )


def _standing(taste: TasteResponse, texts: Texts) -> Iterator[str]:
    for key, value in zip(STANDING_KEYS, standing_values(taste.standing), strict=True):
        if value is not None:
            yield f"{bar(value)} {texts(key)}: **{value} %**"


def _genres(genres: Sequence[GenreTaste], texts: Texts) -> Iterator[str]:
    for one in genres:
        community = texts("taste-community", share=round(one.community_share))
        yield f"{plain(one.name)}: **{one.share:.0f} %** ({community})"


def _leanings(leanings: Sequence[GenreLeaning]) -> Iterator[str]:
    return (f"{plain(one.name)}: **{one.difference:+.1f}**" for one in leanings)


def _favourites(taste: TasteResponse, language: TitleLanguage) -> Iterator[str]:
    for one in taste.rare_favourites:
        name = plain(name_in(language, one.titles), _MAX_TITLE)
        yield f"**{one.score}** · [{name}]({anime_url(one.id)}) · {one.known_by:.2g} %"
