"""Handing a person everything that is stored about them."""

import asyncio
import io
import json
from typing import Any

import discord
from discord.utils import utcnow

from bot.interactions.context import Context

__all__ = ["send_data"]


async def send_data(ctx: Context) -> None:
    """Send what is stored about the person, as a file for them alone."""
    ctx.client.cooldowns.take(ctx.user_id)
    rows = await ctx.store.accounts.export(ctx.user_id)
    data = await asyncio.to_thread(_dump, ctx.user_id, rows)
    n_rows = sum(map(len, rows.values()))
    file = discord.File(io.BytesIO(data), "reko-data.json")
    await ctx.reply.send(ctx.texts("data-sent", n=n_rows), file=file)


def _dump(discord_id: int, rows: dict[str, Any]) -> bytes:
    heading = {
        "discord_id": str(discord_id),
        "exported_at": utcnow().isoformat(timespec="seconds"),
    }
    return json.dumps(heading | rows, ensure_ascii=False, indent=1).encode()
