"""Subscribing to digests, and the message that says what a person or a server gets."""

import re
from dataclasses import dataclass, replace
from typing import Any, Self, cast

import discord
from discord.utils import format_dt, utcnow

from bot.digest.buttons import EndDigest
from bot.digest.timezones import guess_timezone
from bot.errors import NameMissing, WrongInput
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.interactions.text_channels import writable_text_channel
from reko_core.domain.digest_schedule import DigestFrequency, DigestSchedule
from reko_core.service.digests.digests import people_of_server
from reko_core.store.discord.digest_subscriptions import DigestSubscription

__all__ = ["SubscribeDigest", "Target", "status_message", "subscribe"]

_FRIDAY, _EVENING = 4, 18


@dataclass(frozen=True, slots=True)
class Target:
    """Where digests go: a channel of the server that the person manages, or their own messages."""

    channel: discord.TextChannel | None

    @classmethod
    def of(cls, ctx: Context, channel_id: int | None) -> Self:
        """Return a channel, or the person's own messages for None.

        Raises NotAllowed, NoPrivateMessage, WrongInput (the bot may not write there).
        """
        return cls(writable_text_channel(ctx, channel_id) if channel_id else None)

    @property
    def key(self) -> int:
        """The channel in a custom_id, 0 for messages to the person who presses."""
        return self.channel.id if self.channel else 0

    async def subscription(self, ctx: Context) -> DigestSubscription | None:
        """Return what is subscribed to. Raises StoreError."""
        if self.channel is not None:
            return await ctx.store.digests.of_channel(self.channel.id)
        return await ctx.store.digests.of_person(ctx.user_id)


def default_schedule(locale: str) -> DigestSchedule:
    """Return the schedule of those who chose nothing else: Friday evening."""
    return DigestSchedule("weekly", _FRIDAY, _EVENING, guess_timezone(locale))


async def subscribe(ctx: Context, target: Target, **changes: Any) -> DigestSubscription:
    """Subscribe, or change what is given of the schedule.

    Raises NameMissing (a person has linked no list), WrongInput (or takes no direct messages).
    """
    known = await target.subscription(ctx)
    channel = target.channel
    locale = str(channel.guild.preferred_locale if channel else ctx.interaction.locale)
    schedule = known.schedule if known else default_schedule(locale)
    if channel is not None:
        channel_id = channel.id
    else:
        if await ctx.store.accounts.get(ctx.user_id) is None:
            raise NameMissing
        channel_id = known.channel_id if known else await _open_messages(ctx)
    return await ctx.store.digests.subscribe(
        channel_id=channel_id,
        guild_id=channel.guild.id if channel else None,
        discord_id=ctx.user_id,
        schedule=replace(schedule, **changes),
        locale=locale,
        at=utcnow(),
    )


async def _open_messages(ctx: Context) -> int:
    """Return the channel of the person's direct messages, once a first message got there.

    Raises WrongInput.
    """
    try:
        channel = await ctx.interaction.user.create_dm()
        if channel.id != ctx.interaction.channel_id:
            await channel.send(ctx.texts("digest-hello"))
    except discord.Forbidden:
        raise WrongInput("error-dm-closed") from None
    return channel.id


async def status_message(
    ctx: Context, target: Target, subscription: DigestSubscription | None
) -> dict[str, Any]:
    """Return the parts of the message that says what is subscribed to, with buttons to change it.

    Raises StoreError.
    """
    texts, view = ctx.texts, discord.ui.View(timeout=None)
    where = target.channel.mention if target.channel else ""
    audience = "server" if target.channel else "you"
    frequency = subscription.schedule.frequency if subscription else None
    if subscription is None:
        lines = [texts(f"digest-none-{audience}", channel=where), texts("digest-about")]
    else:
        when = format_dt(subscription.due_at, "F")
        lines = [
            texts(f"digest-on-{audience}", channel=where),
            texts(f"digest-next-{frequency}", when=when, zone=subscription.schedule.timezone),
        ]
    if target.channel is not None:
        people = await people_of_server(target.channel.guild.id, ctx.store)
        lines.append(texts("digest-from-people", n=len(people)))
    for other in ("weekly", "season"):
        if other != frequency:
            view.add_item(SubscribeDigest(other, target.key, label=texts(f"button-digest-{other}")))
    if subscription is not None:
        view.add_item(EndDigest(subscription.id, label=texts("button-digest-end")))
    return {"content": "\n".join(lines), "view": view}


class SubscribeDigest(
    PersistentButton,
    template=r"reko:digest:(?P<frequency>weekly|season):(?P<channel>\d{1,19})",
):
    """Subscribes the person who presses, or a channel of the server that they manage."""

    def __init__(self, frequency: str, channel_key: int, *, label: str = "…") -> None:
        self.frequency, self.channel_key = cast(DigestFrequency, frequency), channel_key
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.primary,
                label=label,
                custom_id=f"reko:digest:{frequency}:{channel_key}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["frequency"], int(match["channel"]))

    async def press(self, ctx: Context) -> None:
        """Subscribe, and say when the next digest comes. Raises as `Target.of`, `subscribe`."""
        target = Target.of(ctx, self.channel_key or None)
        made = await subscribe(ctx, target, frequency=self.frequency)
        await ctx.reply.update(**await status_message(ctx, target, made))
