"""Sending the commands to Discord: only when they changed, or when asked to."""

import asyncio
import hashlib
import json
from typing import Any

import structlog
from discord.ext import commands

from bot.errors import DISCORD_ERRORS
from reko_core.errors import StoreError
from reko_core.store import Store

__all__ = ["sync_commands"]

# Over its daily limit, Discord asks to wait for hours, and discord.py would.
SEND_TIMEOUT_S = 60

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def sync_commands(
    client: commands.AutoShardedBot, store: Store, *, force: bool = False
) -> bool:
    """Send the commands, in all languages, if they changed since last sent; return whether.

    Discord allows few such calls a day, and each makes people's menus flicker. A failure is logged,
    and raised only if `force` is set: HTTPException, ClientError, TimeoutError or StoreError.
    """
    assert client.application_id is not None, "the client is logged in"
    key = f"commands:{client.application_id}"
    payload = await _payload(client)
    digest = hashlib.blake2b(json.dumps(payload, sort_keys=True).encode(), digest_size=16)
    try:
        if not force and await store.state.get(key) == digest.hexdigest():
            return False
        async with store.exclusive("commands", fails_over=True), asyncio.timeout(SEND_TIMEOUT_S):
            # Not by the tree, which would translate everything again.
            sent = await client.http.bulk_upsert_global_commands(client.application_id, payload)
            await store.state.put(key, digest.hexdigest())
    except (*DISCORD_ERRORS, StoreError) as error:
        if force:
            raise
        if isinstance(error, StoreError) and error.is_busy:
            # Another process of the bot sends them.
            return False
        # People still have the commands sent before, and the next start tries again.
        _log.error("commands not sent to Discord", error=type(error).__name__, reason=str(error))
        return False
    _log.info("commands sent to Discord", n=len(sent))
    return True


async def _payload(client: commands.AutoShardedBot) -> list[dict[str, Any]]:
    translator = client.tree.translator
    assert translator is not None, "set before the commands are sent"
    payload = [
        await command.get_translated_payload(client.tree, translator)
        for command in client.tree.get_commands()
    ]
    return sorted(payload, key=lambda command: str(command["name"]))
