"""The address that adds the bot to a server."""

import discord

__all__ = ["invite_url"]

# Replies to commands need none of these: a page of titles is redrawn as a message of the channel,
# and what the bot says by itself is a message with an embed.
_PERMISSIONS = discord.Permissions(view_channel=True, send_messages=True, embed_links=True)


def invite_url(application_id: int) -> str:
    """Return the address, for the scopes `bot` and `applications.commands`."""
    return discord.utils.oauth_url(application_id, permissions=_PERMISSIONS)
