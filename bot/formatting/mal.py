"""MyAnimeList's colour and addresses, and embeds about its titles."""

from collections.abc import Iterable

import discord

from bot.formatting.markdown import plain
from reko_core.contract.recommend import AnimeInfo

__all__ = ["BRAND", "anime_embed", "anime_url", "cover_url"]

BRAND = discord.Colour(0x2E51A2)
_MAX_TITLE, _MAX_URL = 256, 2048


def anime_url(anime_id: int) -> str:
    """Return the address of a title's page."""
    return f"https://myanimelist.net/anime/{anime_id}"


def anime_embed(
    info: AnimeInfo, title: str, parts: Iterable[str], *, between: str = "\n"
) -> discord.Embed:
    """Return an embed about a title, with its link and cover; empty parts are left out."""
    embed = discord.Embed(
        title=plain(title, _MAX_TITLE),
        url=anime_url(info.id),
        description=between.join(filter(None, parts)),
        colour=BRAND,
    )
    if (cover := cover_url(info)) is not None:
        embed.set_thumbnail(url=cover)
    return embed


def cover_url(info: AnimeInfo) -> str | None:
    """Return the cover's URL if Discord accepts it; otherwise it refuses the whole message."""
    url = info.main_image or ""
    is_valid = url.startswith(("https://", "http://")) and not any(map(str.isspace, url))
    return url if is_valid and len(url) <= _MAX_URL else None
