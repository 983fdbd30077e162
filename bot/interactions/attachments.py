"""Files that people attach to commands."""

import discord

from bot.errors import DISCORD_ERRORS, WrongInput

__all__ = ["read_attachment"]


async def read_attachment(file: discord.Attachment) -> bytes:
    """Return the bytes of a file; check its `size` first. Raises WrongInput if it is gone."""
    try:
        return await file.read()
    except DISCORD_ERRORS as error:
        raise WrongInput("error-file-gone") from error
