"""Embeds of a page of a season: a header, and one for each title."""

from collections.abc import Iterator

import discord
from discord.utils import format_dt

from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_embed
from bot.formatting.markdown import plain, shortened
from bot.formatting.user_labels import user_label, user_url
from bot.i18n.texts import Texts
from bot.recommend.embed import MAX_GENRES, title_details
from bot.rules.title_names import name_in
from bot.season.season_page import SeasonPage
from reko_core.contract.season import SeasonReason, SeasonRecommendation
from reko_core.domain.season import Season
from reko_core.guilds.models import TitleLanguage

__all__ = ["picture_embed", "season_embeds", "season_name"]

_MAX_NAME = 100


def season_embeds(page: SeasonPage, texts: Texts) -> list[discord.Embed]:
    """Return the embeds of a page; together they fit a message."""
    titles = [
        _title(page, rank, reko, texts) for rank, reko in enumerate(page.titles, page.first_rank)
    ]
    return fit_embeds([_header(page, texts), *titles])


def picture_embed(page: SeasonPage, texts: Texts, file_name: str) -> discord.Embed:
    """Return the embed of the page's picture, which is attached under this name."""
    return _header(page, texts).set_image(url=f"attachment://{file_name}")


def season_name(season: Season, texts: Texts) -> str:
    """Return the name of a season: Fall 2026."""
    return texts("season-name", season=season.name, year=str(season.year))


def _header(page: SeasonPage, texts: Texts) -> discord.Embed:
    when = format_dt(page.list_fetched_at, "R")
    lines = [
        " · ".join((texts("season-titles", n=page.n_titles), texts("page-list-age", when=when))),
        "" if page.titles else texts("season-nothing"),
    ]
    embed = discord.Embed(description="\n".join(filter(None, lines)), colour=BRAND)
    name = season_name(page.season, texts)
    embed.set_author(
        name=texts(
            "season-for", season=name, user=shortened(user_label(page.user_name, texts), 64)
        ),
        url=user_url(page.user_name),
    )
    return embed


def _title(page: SeasonPage, rank: int, reko: SeasonRecommendation, texts: Texts) -> discord.Embed:
    info, expected, whose = reko.info, reko.expected, page.whose_list
    name = name_in(page.title_language, info.titles)
    lines = [
        texts("title-match", match=reko.match, score=expected.score, whose=whose)
        + texts("season-range", low=expected.low, high=expected.high),
        texts("title-enjoyment", enjoyment=expected.enjoyment, whose=whose),
        _reason(reko.reason, page.title_language, whose, texts) if reko.reason else "",
        " · ".join(_marks(reko, whose, texts)),
        " · ".join(title_details(info, texts)),
        plain(", ".join(info.genres), MAX_GENRES),
    ]
    return anime_embed(info, f"{rank} · {name}", lines)


def _marks(reko: SeasonRecommendation, whose: str, texts: Texts) -> Iterator[str]:
    if not reko.is_new:
        yield texts("season-continues")
    elif reko.is_little_known:
        yield texts("season-little-known")
    else:
        yield texts("season-new")
    if reko.misses_earlier:
        yield texts("season-misses-earlier", whose=whose)
    if reko.is_planned:
        yield texts("season-planned", whose=whose)


def _reason(reason: SeasonReason, language: TitleLanguage, whose: str, texts: Texts) -> str:
    own = reason.own
    return texts(
        f"season-reason-{reason.kind}",
        whose=whose,
        title="" if own is None else plain(name_in(language, own.titles), _MAX_NAME),
        score="none" if own is None or own.score is None else own.score,
        names=plain(", ".join(reason.names), _MAX_NAME),
    )
