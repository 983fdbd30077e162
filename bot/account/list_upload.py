"""Linking a person to a list that they upload as a file."""

import asyncio

import discord
from discord.utils import utcnow

from bot.interactions.attachments import read_attachment
from bot.interactions.context import Context
from reko_core.errors import ListFileRefused
from reko_core.lists.files.list_file import MAX_FILE_BYTES, read_list_file

__all__ = ["link_file"]


async def link_file(ctx: Context, file: discord.Attachment) -> str:
    """Keep the list of a file for the person alone, and return the message about it.

    It replaces the linked list, also an earlier one from a file. Raises ListFileRefused,
    WrongInput, OnCooldown, StoreError.
    """
    ctx.client.cooldowns.take(ctx.user_id)
    if file.size > MAX_FILE_BYTES:
        raise ListFileRefused("too_large")
    await ctx.reply.defer()
    found = await asyncio.to_thread(read_list_file, await read_attachment(file))
    await ctx.store.accounts.link_own_list(
        ctx.user_id, found.entries, at=utcnow(), n_unmapped=found.n_unmapped
    )
    lines = [ctx.texts("link-file-done", n=len(found.entries)), ctx.texts("link-file-kept")]
    if found.n_unmapped:
        lines.insert(1, ctx.texts("link-file-unmapped", n=found.n_unmapped))
    return "\n".join(lines)
