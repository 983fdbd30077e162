"""MyAnimeList's colour and addresses."""

import discord

__all__ = ["BRAND", "anime_url", "profile_url"]

BRAND = discord.Colour(0x2E51A2)


def anime_url(anime_id: int) -> str:
    """Return the address of a title's page."""
    return f"https://myanimelist.net/anime/{anime_id}"


def profile_url(user_name: str) -> str:
    """Return the address of a user's profile."""
    return f"https://myanimelist.net/profile/{user_name}"
