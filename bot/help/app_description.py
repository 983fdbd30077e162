"""The description of the application: what Discord shows on the profile of the bot."""

from typing import Literal

import discord

__all__ = ["DescriptionChange", "app_description", "set_description"]

DescriptionChange = Literal["set", "unchanged", "kept"]
"""kept: somebody wrote another one in the developer portal."""

_MAX_LENGTH = 400
_ABOUT = "Anime recommendations for MyAnimeList, AniList and Kitsu, from people with your taste."
_COMMANDS = "/reko recommends, /reko-help explains."


def app_description(docs_url: str) -> str:
    """Return the description, with the links that there is room for if docs_url is not empty."""
    text = f"{_ABOUT}\n{_COMMANDS}"
    if docs_url:
        for name, page in (("Privacy", "privacy.md"), ("Terms", "terms.md")):
            line = f"\n{name}: {docs_url.rstrip('/')}/{page}"
            text += line if len(text) + len(line) <= _MAX_LENGTH else ""
    return text


async def set_description(application: discord.AppInfo, docs_url: str) -> DescriptionChange:
    """Set it, unless it was written by somebody. Raises HTTPException."""
    current, wanted = application.description.strip(), app_description(docs_url)
    if current == wanted:
        return "unchanged"
    if current and not current.startswith(_ABOUT):
        return "kept"
    await application.edit(description=wanted)
    return "set"
