"""Who takes part in a group: people of Discord, and user names that were typed."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from discord.utils import utcnow

from bot.errors import Expired, NotShared, WrongInput
from bot.formatting.markdown import plain
from bot.interactions.context import Context
from bot.interactions.user_names import name_of_member
from bot.results.results import RESULT_ID
from reko_core.contract.parsing import parse_user_name
from reko_core.domain.models import normalise_name
from reko_core.domain.sites import display_name
from reko_core.store import GROUP_LIFETIME, MAX_MEMBERS, GroupMember, WatchGroup

__all__ = [
    "GROUP",
    "KIND",
    "Participant",
    "find_group",
    "label_of",
    "make_group",
    "parse_people",
    "participants",
    "sharing_members",
]

GROUP, KIND = rf"(?P<group>{RESULT_ID})", r"(?P<kind>all|planned)"
"""Parts of a custom_id: which group, and which of its titles."""

MIN_PEOPLE = 2
_ID_BYTES = 9
_MENTION = re.compile(r"<@!?(\d{1,20})>")
# Of a signed 64-bit integer, as Discord's ids are stored.
_MAX_ID = 2**63 - 1
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody with a list. label: as Markdown; the user name only if it was typed."""

    label: str
    user_name: str
    discord_id: int | None


def parse_people(*texts: str | None) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the Discord ids that are mentioned, and the user names beside them.

    Mentions that can be nobody's are ignored. Raises BadInput for what is no name.
    """
    text = " ".join(filter(None, texts))
    ids = dict.fromkeys(one for one in map(int, _MENTION.findall(text)) if one <= _MAX_ID)
    typed = filter(None, _BETWEEN.split(_MENTION.sub(" ", text)))
    names = {normalise_name(name): name for name in map(parse_user_name, typed)}
    return tuple(ids), tuple(names.values())


async def sharing_members(ctx: Context, discord_ids: Iterable[int]) -> tuple[list[int], list[int]]:
    """Divide people into those whose list this person may ask for, and the others.

    Raises StoreError.
    """
    sharing, others = list[int](), list[int]()
    for discord_id in discord_ids:
        try:
            await name_of_member(ctx, discord_id)
        except NotShared:
            others.append(discord_id)
        else:
            sharing.append(discord_id)
    return sharing, others


async def make_group(
    ctx: Context, invited: Iterable[int], names: Iterable[str], options: Mapping[str, Any]
) -> WatchGroup:
    """Store a group of this person, who is in it if they have linked a list.

    Raises WrongInput, StoreError.
    """
    own = [GroupMember(ctx.user_id)] if await ctx.store.accounts.get(ctx.user_id) else []
    others = [GroupMember(one, is_invited=True) for one in invited if one != ctx.user_id]
    members = (*own, *others, *(GroupMember(name=name, is_invited=True) for name in names))
    if len(members) > MAX_MEMBERS:
        raise WrongInput("error-group-full", n=MAX_MEMBERS)
    group = WatchGroup(
        id=secrets.token_urlsafe(_ID_BYTES),
        owner_id=ctx.user_id,
        scope=(await ctx.place()).scope,
        locale=str(ctx.interaction.locale),
        options=options,
        created_at=utcnow(),
        members=members,
    )
    if not await ctx.store.groups.create(group):
        raise WrongInput("error-group-opted-out")
    return group


async def find_group(ctx: Context, group_id: str) -> WatchGroup:
    """Return a group that was started here. Raises Expired, StoreError."""
    group = await ctx.store.groups.get(group_id, since=utcnow() - GROUP_LIFETIME)
    # Outside of servers each person has a scope of their own.
    is_here = group is not None and group.scope.guild_id in {None, ctx.guild_id}
    if group is None or not is_here:
        raise Expired
    return group


def label_of(member: GroupMember) -> str:
    """Return how a member is named to all who see the group, as Markdown."""
    return (
        plain(display_name(member.name or ""))
        if member.discord_id is None
        else f"<@{member.discord_id}>"
    )


async def participants(ctx: Context, group: WatchGroup) -> tuple[Participant, ...]:
    """Return those with a list now, each once: who left, unlinked or stopped sharing is left out.

    Raises WrongInput if there are fewer than two, StoreError, discord.HTTPException.
    """
    found = dict[str, Participant]()
    # People first: a typed name that one of them has linked is not shown.
    for member in sorted(group.members, key=lambda one: one.discord_id is None):
        name = await _name_of(ctx, member)
        if name is not None:
            one = Participant(label_of(member), name, member.discord_id)
            found.setdefault(normalise_name(name), one)
    if len(found) < MIN_PEOPLE:
        raise WrongInput("error-group-too-few")
    return tuple(found.values())


async def _name_of(ctx: Context, member: GroupMember) -> str | None:
    if member.discord_id is None:
        return member.name
    if await _has_left(ctx, member.discord_id):
        return None
    if member.is_invited:
        try:
            return await name_of_member(ctx, member.discord_id)
        except NotShared:
            return None
    account = await ctx.store.accounts.get(member.discord_id)
    return None if account is None else account.mal_name


async def _has_left(ctx: Context, discord_id: int) -> bool:
    if ctx.guild_id is None or discord_id == ctx.user_id:
        return False
    return await ctx.client.members.name(ctx.guild_id, discord_id) is None
