"""`/reko-digest`: what is new, by direct message or in a channel, every week or each season."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction, RekoBot
from bot.digest.message import digest_message
from bot.digest.subscription import Target, status_message, subscribe
from bot.digest.timezones import complete_timezone, find_timezone
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from reko_core.store.discord.digest_subscriptions import DIGEST_KIND, DigestStore

__all__ = ["DigestCog"]

_OFF = "off"
_GONE = frozenset({403, 404})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class DigestCog(commands.Cog):
    """The command `/reko-digest`. Digests that are due come from the outbox."""

    def __init__(self, client: RekoBot) -> None:
        store = client.services.store.digests
        client.outbox.add_kind(DIGEST_KIND, digest_message, partial(_end_refused, store))

    @app_commands.command(name=localized("cmd-digest"), description=localized("cmd-digest-about"))
    @app_commands.rename(
        when=localized("opt-when"),
        day=localized("opt-day"),
        hour=localized("opt-hour"),
        timezone=localized("opt-timezone"),
        channel=localized("opt-channel"),
    )
    @app_commands.describe(
        when=localized("opt-when-about"),
        day=localized("opt-day-about"),
        hour=localized("opt-hour-about"),
        timezone=localized("opt-timezone-about"),
        channel=localized("opt-channel-about"),
    )
    @app_commands.choices(
        when=[
            Choice(name=localized(f"digest-when-{name}"), value=name)
            for name in ("weekly", "season", _OFF)
        ]
    )
    @app_commands.choices(
        day=[
            Choice(name=localized(f"day-{name}"), value=number) for number, name in enumerate(_DAYS)
        ]
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def digest(
        self,
        interaction: Interaction,
        when: str | None = None,
        day: int | None = None,
        hour: app_commands.Range[int, 0, 23] | None = None,
        timezone: app_commands.Range[str, 1, 100] | None = None,
        channel: discord.TextChannel | None = None,
    ) -> None:
        """Subscribe to digests, change when they come, or end them."""
        given = {"frequency": when, "weekday": day, "hour": hour, "timezone": timezone}
        changes = {name: value for name, value in given.items() if value is not None}
        await respond(interaction, _digest, changes, channel.id if channel else None)

    @digest.autocomplete("timezone")
    async def _complete_timezone(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_timezone(interaction, typed)


async def _digest(ctx: Context, changes: dict[str, Any], channel_id: int | None) -> None:
    target = Target.of(ctx, channel_id)
    subscription = await target.subscription(ctx)
    if changes.get("frequency") == _OFF:
        if subscription is not None:
            await ctx.store.digests.end(subscription.id)
        await ctx.reply.send(ctx.texts("digest-ended"))
        return
    if "timezone" in changes:
        changes["timezone"] = find_timezone(changes["timezone"])
    if changes:
        await ctx.reply.defer()
        subscription = await subscribe(ctx, target, **changes)
    await ctx.reply.send(**await status_message(ctx, target, subscription))


async def _end_refused(store: DigestStore, payload: Mapping[str, Any], status: int) -> None:
    """End the digests of a channel that takes none: closed direct messages, or a missing right."""
    if status in _GONE:
        await store.end(payload["subscription_id"])
        _log.info("digests ended", status=status)
