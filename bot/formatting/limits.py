"""Discord's limit on the embeds of a message."""

import discord

__all__ = ["MAX_CHARACTERS", "fit_embeds"]

MAX_CHARACTERS = 6000
"""Of the texts of all embeds of one message together."""


def fit_embeds(embeds: list[discord.Embed]) -> list[discord.Embed]:
    """Shorten the longest descriptions until all embeds together fit into one message."""
    while (excess := sum(map(len, embeds)) - MAX_CHARACTERS) > 0:
        longest = max(embeds, key=lambda embed: len(embed.description or ""))
        text = longest.description or ""
        assert text, "titles alone never exceed a message"
        longest.description = text[: max(0, len(text) - excess - 1)].rstrip("\\") + "…"
        if len(longest.description) >= len(text):
            longest.description = None
    return embeds
