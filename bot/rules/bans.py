"""Who may ban titles, at once or by vote, and undoing it."""

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

    IMMEDIATE = "immediate"
    VOTE = "vote"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Titles that were banned (id -> name), at once or by vote, open votes, and when."""

    banned: Mapping[int, str]
    votes: tuple[Vote, ...]
    at: datetime
    is_by_vote: bool = False


def right_to_ban(scope: Scope, settings: GuildSettings, permissions: discord.Permissions) -> Right:
    """Say what a person with these permissions may do.

    Moderators are those who may manage messages; in a private scope everybody is one.
    """
    if scope.guild_id is None or permissions.manage_messages or permissions.administrator:
        return Right.IMMEDIATE
    if settings.who_may_ban == "moderators":
        return Right.NONE
    return Right.IMMEDIATE if settings.votes_needed == 1 else Right.VOTE


class Bans:
    """Bans titles, votes, and undoes either."""

    def __init__(self, store: Store) -> None:
        self._bans = store.bans
        self._votes = store.votes

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
        if right is Right.IMMEDIATE:
            new = await self._bans.ban_titles(scope, titles, by=person_id, at=now)
            return Outcome({anime_id: titles[anime_id] for anime_id in new}, (), now)
        votes = await self._votes.cast(
            scope, titles, voter_id=person_id, needed=votes_needed, origin=origin, at=now
        )
        banned = {vote.anime_id: vote.title for vote in votes if vote.is_banned}
        still_open = (vote for vote in votes if not (vote.is_banned or vote.was_banned))
        return Outcome(banned, tuple(still_open), now, is_by_vote=True)

    async def undo(
        self, scope: Scope, anime_ids: tuple[int, ...], *, person_id: int, banned_at: datetime
    ) -> dict[int, str]:
        """Undo what this person banned at that moment; return id -> title.

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
        return {anime_id: theirs[anime_id] for anime_id in gone}

    async def withdraw(
        self,
        scope: Scope,
        anime_ids: tuple[int, ...] | None = None,
        *,
        person_id: int,
        origin: str | None = None,
    ) -> int:
        """Withdraw votes for titles, or those of one origin; return how many there were."""
        return await self._votes.withdraw(scope, anime_ids, voter_id=person_id, origin=origin)

    async def withdraw_origin(self, scope: Scope, origin: str) -> int:
        """Withdraw everybody's votes of one origin; return how many there were."""
        return await self._votes.withdraw_origin(scope, origin)


def _now() -> datetime:
    """Return now in whole milliseconds, which is what the custom_id of an undo button holds."""
    now = utcnow()
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
