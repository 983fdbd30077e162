"""Who may ban, and what becomes of it: a ban at once, or a vote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

import discord
from discord.utils import utcnow

from bot.errors import NotAllowed, UndoExpired
from reko_core.guilds.models import GuildSettings, Scope
from reko_core.store import Store, Vote

__all__ = ["UNDO_TIME", "Bans", "Outcome", "Right", "right_to_ban"]

UNDO_TIME = timedelta(minutes=10)


class Right(Enum):
    """What pressing 🚫 does for a person."""

    AT_ONCE = "at once"
    BY_VOTE = "by vote"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a press: titles banned by it (id -> name), votes that it cast, and when."""

    banned: Mapping[int, str]
    votes: tuple[Vote, ...]
    at: datetime


def right_to_ban(scope: Scope, settings: GuildSettings, permissions: discord.Permissions) -> Right:
    """Say what a person with these permissions may do.

    Moderators are those who may manage messages; alone with oneself everybody is one.
    """
    if scope.guild_id is None or permissions.manage_messages or permissions.administrator:
        return Right.AT_ONCE
    if settings.who_may_ban == "moderators":
        return Right.NONE
    return Right.AT_ONCE if settings.votes_needed == 1 else Right.BY_VOTE


class Bans:
    """Bans, votes, and takes back."""

    def __init__(self, store: Store) -> None:
        self._bans = store.bans

    async def ban(
        self,
        scope: Scope,
        titles: Mapping[int, str],
        *,
        person_id: int,
        right: Right,
        votes_needed: int,
        origin: str = "button",
    ) -> Outcome:
        """Ban titles (id -> name) or vote for it. Raises NotAllowed, BadInput, StoreError."""
        now = _now()
        if right is Right.NONE:
            raise NotAllowed("error-moderators-only")
        if right is Right.AT_ONCE:
            new = await self._bans.ban_titles(scope, titles, by=person_id, at=now)
            return Outcome({anime_id: titles[anime_id] for anime_id in new}, (), now)
        votes = await self._bans.vote(
            scope, titles, voter_id=person_id, needed=votes_needed, origin=origin, at=now
        )
        banned = {vote.anime_id: vote.title for vote in votes if vote.is_banned}
        still_open = (vote for vote in votes if not (vote.is_banned or vote.was_banned))
        return Outcome(banned, tuple(still_open), now)

    async def undo(
        self, scope: Scope, anime_ids: tuple[int, ...], *, person_id: int, banned_at: datetime
    ) -> tuple[str, ...]:
        """Take back what this person banned at that moment; return the names of the titles.

        Raises UndoExpired, StoreError.
        """
        if utcnow() - banned_at > UNDO_TIME:
            raise UndoExpired
        theirs = {
            ban.anime_id: ban.title
            for ban in await self._bans.titles(scope)
            if ban.anime_id in anime_ids and ban.banned_by == person_id
        }
        gone = await self._bans.unban_titles(scope, tuple(theirs), banned_at=banned_at)
        return tuple(theirs[anime_id] for anime_id in gone)

    async def withdraw(
        self,
        scope: Scope,
        anime_ids: tuple[int, ...] | None = None,
        *,
        person_id: int,
        origin: str | None = None,
    ) -> int:
        """Take back votes for titles, or those of one origin; return how many there were."""
        return await self._bans.withdraw(scope, anime_ids, voter_id=person_id, origin=origin)


def _now() -> datetime:
    """Return now in whole milliseconds, as it fits into the custom_id of an undo button."""
    now = utcnow()
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
