"""User names that people type: the linked one as default, suggestions of recent ones."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

import discord
import structlog
from discord import app_commands
from discord.app_commands import Choice
from discord.utils import utcnow

from bot.client import Interaction
from bot.errors import NameMissing, NotShared, WrongInput
from bot.formatting.markdown import shortened
from bot.interactions.context import Context
from reko_core.contract.parsing import parse_user_name
from reko_core.domain.models import normalise_name
from reko_core.domain.sites import (
    SITES,
    Site,
    bare_name,
    display_name,
    qualified_name,
    site_of,
)
from reko_core.domain.text import user_in
from reko_core.errors import BadInput, RekoError, StoreError
from reko_core.store import Account

__all__ = [
    "MAX_NAME",
    "USER",
    "Name",
    "as_kept",
    "choices",
    "complete_name",
    "name_of",
    "name_of_member",
    "name_or_linked",
    "name_or_member",
    "remember_names",
    "require_shared",
]

USER = r"(?:(?:anilist|kitsu):[A-Za-z0-9_-]{2,20}|[A-Za-z0-9_-]{2,16}|@\d{1,20})"
"""A user in a custom_id: `as_kept` writes it, `name_of` reads it."""

MAX_CHOICES = 25
_MAX_CHOICE_LENGTH = 100

# As long as the URL of a profile, and so that our message explains what is wrong, not Discord's.
MAX_NAME = 150
Name = app_commands.Range[str, 1, MAX_NAME]

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def name_or_linked(ctx: Context, name: str | None) -> str:
    """Return the given name, or the linked one. Raises NameMissing, StoreError."""
    if name is not None:
        return name
    account = await ctx.store.accounts.get(ctx.user_id)
    if account is None:
        raise NameMissing
    return account.mal_name


async def name_of_member(ctx: Context, discord_id: int) -> str:
    """Return the user name of a person who lets others here ask for it; one's own in any case.

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
    """Return the user name that the options `user` and `member` mean, by default the linked one.

    Raises WrongInput (both are given), and as `name_or_linked` and `name_of_member`.
    """
    if member is None:
        return await name_or_linked(ctx, name)
    if name is not None:
        raise WrongInput("error-user-and-member")
    return await name_of_member(ctx, member.id)


async def name_of(ctx: Context, whose: str) -> str:
    """Return a user name: the given one, or of `@` and a Discord ID that of a person who allows it.

    Buttons keep the ID, so that they stop working when the person no longer shares the list.
    Raises NotShared, NameMissing (of oneself), StoreError.
    """
    if whose.startswith("@"):
        return await name_of_member(ctx, int(whose[1:]))
    return whose


async def require_shared(ctx: Context, user_name: str) -> None:
    """Raise NotShared for a list that Reko keeps for somebody who does not let this person ask.

    Lists of sites are read by anybody. Raises as `name_of`.
    """
    if site_of(user_name) is Site.OWN:
        await name_of(ctx, as_kept(user_name))


def as_kept(user_name: str) -> str:
    """Return a user as buttons keep them: of a list that Reko keeps, the person whose it is."""
    return f"@{bare_name(user_name)}" if site_of(user_name) is Site.OWN else user_name


async def complete_name(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Suggest names that this person has used before in this server, and the typed one elsewhere.

    The label of each tells its site.
    """
    ctx = Context(interaction)
    try:
        place = await ctx.place()
        names = await ctx.store.names.recent(place.scope, ctx.user_id, typed)
    except RekoError:
        # The name can still be typed without suggestions.
        return []
    known = {normalise_name(name) for name in names}
    others = [name for name in _on_other_sites(typed) if normalise_name(name) not in known]
    return [Choice(name=display_name(name), value=name) for name in (*names, *others)][:MAX_CHOICES]


def _on_other_sites(typed: str) -> Iterator[str]:
    """Yield the users whom a typed name or URL may mean, other than that of MAL."""
    site, name = user_in(typed)
    for one in SITES if site is None else (site,):
        if one is not Site.MAL:
            with suppress(BadInput):
                yield parse_user_name(qualified_name(one, name))


async def remember_names(ctx: Context, *names: str) -> None:
    """Save names for later suggestions; a failure is only logged."""
    names = tuple(name for name in names if site_of(name) is not Site.OWN)
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
