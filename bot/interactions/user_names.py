"""MAL names that people type: the linked name as default, suggestions of recent ones."""

from collections.abc import Sequence

import discord
import structlog
from discord import app_commands
from discord.app_commands import Choice
from discord.utils import utcnow

from bot.client import Interaction
from bot.errors import NameMissing, NotShared, WrongInput
from bot.formatting.markdown import shortened
from bot.interactions.context import Context
from reko_core.errors import RekoError, StoreError
from reko_core.store import Account

__all__ = [
    "MAX_NAME",
    "Name",
    "choices",
    "complete_name",
    "name_of",
    "name_of_member",
    "name_or_linked",
    "name_or_member",
    "remember_names",
]

MAX_CHOICES = 25
_MAX_CHOICE_LENGTH = 100

# As long as the URL of a profile, and so that our message explains what is wrong, not Discord's.
MAX_NAME = 150
Name = app_commands.Range[str, 1, MAX_NAME]

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def name_or_linked(ctx: Context, name: str | None) -> str:
    """Return the given MAL name, or the linked one. Raises NameMissing, StoreError."""
    if name is not None:
        return name
    account = await ctx.store.accounts.get(ctx.user_id)
    if account is None:
        raise NameMissing
    return account.mal_name


async def name_of_member(ctx: Context, discord_id: int) -> str:
    """Return the MAL name of a person who lets others here ask for it; one's own in any case.

    Those who let the members of their servers do so are found where they have used the bot.

    Raises NotShared, NameMissing (of oneself), StoreError, discord.HTTPException.
    """
    if discord_id == ctx.user_id:
        return await name_or_linked(ctx, None)
    account = await ctx.store.accounts.get(discord_id)
    if account is None or not await _is_visible(ctx, account):
        raise NotShared
    return account.mal_name


async def _is_visible(ctx: Context, account: Account) -> bool:
    if account.visibility != "server":
        return account.visibility == "everybody"
    if ctx.guild_id is None or not await ctx.store.people.has(ctx.guild_id, account.discord_id):
        return False
    return await ctx.client.members.name(ctx.guild_id, account.discord_id) is not None


async def name_or_member(
    ctx: Context, name: str | None, member: discord.User | discord.Member | None
) -> str:
    """Return the MAL name that the options `user` and `member` mean, by default the linked one.

    Raises WrongInput (both are given), and as `name_or_linked` and `name_of_member`.
    """
    if member is None:
        return await name_or_linked(ctx, name)
    if name is not None:
        raise WrongInput("error-user-and-member")
    return await name_of_member(ctx, member.id)


async def name_of(ctx: Context, whose: str) -> str:
    """Return a MAL name: the given one, or of `@` and a Discord ID that of a person who allows it.

    Buttons keep the ID, so that they stop working when the person no longer shares the list.
    Raises NotShared, NameMissing (of oneself), StoreError.
    """
    if whose.startswith("@"):
        return await name_of_member(ctx, int(whose[1:]))
    return whose


async def complete_name(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Suggest the names that this person has used before in this server."""
    ctx = Context(interaction)
    try:
        place = await ctx.place()
        names = await ctx.store.names.recent(place.scope, ctx.user_id, typed)
    except RekoError:
        # The name can still be typed without suggestions.
        return []
    return choices(names)


async def remember_names(ctx: Context, *names: str) -> None:
    """Save names for later suggestions; a failure is only logged."""
    try:
        place = await ctx.place()
        for name in names:
            await ctx.store.names.remember(place.scope, ctx.user_id, name, at=utcnow())
    except StoreError as error:
        _log.warning("recent names not saved", error=type(error).__name__)


def choices(values: Sequence[str]) -> list[Choice[str]]:
    """Return as many of the values as Discord shows."""
    return [
        Choice(
            name=shortened(value, _MAX_CHOICE_LENGTH), value=shortened(value, _MAX_CHOICE_LENGTH)
        )
        for value in values[:MAX_CHOICES]
    ]
