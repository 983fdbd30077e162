"""MyAnimeList's colour and addresses."""

import discord

from reko_core.contract.recommend import AnimeInfo

__all__ = ["BRAND", "anime_url", "cover_url", "profile_url"]

BRAND = discord.Colour(0x2E51A2)
_MAX_URL = 2048


def anime_url(anime_id: int) -> str:
    """Return the address of a title's page."""
    return f"https://myanimelist.net/anime/{anime_id}"


def profile_url(user_name: str) -> str:
    """Return the address of a user's profile."""
    return f"https://myanimelist.net/profile/{user_name}"


def cover_url(info: AnimeInfo) -> str | None:
    """Return the cover's URL if Discord accepts it; otherwise it refuses the whole message."""
    url = info.main_image or ""
    is_valid = url.startswith(("https://", "http://")) and not any(map(str.isspace, url))
    return url if is_valid and len(url) <= _MAX_URL else None
