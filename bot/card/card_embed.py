"""The embed of a card: names, facts, synopsis and reasons."""

from collections.abc import Iterator, Sequence

import discord

from bot.formatting.dates import date_text
from bot.formatting.mal import anime_embed
from bot.formatting.markdown import plain, shortened_at_sentence
from bot.formatting.media import media_name
from bot.i18n.texts import Texts
from bot.rules.title_names import name_in
from reko_core.contract.recommend import AnimeInfo
from reko_core.domain.models import Anime
from reko_core.guilds.models import TitleLanguage

__all__ = ["card_embed"]

MAX_SYNOPSIS = 400
_MAX_NAME = 120


def card_embed(
    anime: Anime,
    info: AnimeInfo,
    synopsis: str | None,
    why: Sequence[str],
    texts: Texts,
    language: TitleLanguage,
) -> discord.Embed:
    """Return the embed; `why` has the reasons as Markdown."""
    name = name_in(language, info.titles)
    facts = [_names(info, name), " · ".join(_facts(anime, texts)), _airing(anime, texts)]
    parts = ["\n".join(fact for fact in facts if fact)]
    if synopsis:
        parts.append(plain(shortened_at_sentence(synopsis, MAX_SYNOPSIS), 2 * MAX_SYNOPSIS))
    parts.append("\n".join(why))
    return anime_embed(info, name, parts, between="\n\n")


def _names(info: AnimeInfo, shown: str) -> str:
    """Return the names beside the title, on one line."""
    others = dict.fromkeys((info.title, info.titles.english, info.titles.japanese))
    return " · ".join(plain(name, _MAX_NAME) for name in others if name and name != shown)


def _facts(anime: Anime, texts: Texts) -> Iterator[str]:
    if anime.media_type:
        yield media_name(anime.media_type, texts)
    minutes = anime.duration_min
    # Films have one episode: no count.
    if anime.n_episodes is not None and anime.n_episodes > 1:
        if minutes is None:
            yield texts("title-episodes", n=anime.n_episodes)
        else:
            yield texts("card-length", n=anime.n_episodes, minutes=minutes)
    elif minutes is not None:
        yield texts("card-minutes", minutes=minutes)
    if anime.studios:
        yield plain(", ".join(anime.studios[:2]), _MAX_NAME)


def _airing(anime: Anime, texts: Texts) -> str:
    first, last = anime.start_date, anime.end_date
    if first is None:
        return ""
    if last is None or last == first:
        return texts("card-aired", first=date_text(first))
    return texts("card-aired-until", first=date_text(first), last=date_text(last))
