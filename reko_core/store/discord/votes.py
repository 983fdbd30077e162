"""Votes for the ban of a title. They are deleted with its ban, or when they expire."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.guilds.models import Scope
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, upsert
from reko_core.store.database.repeating import repeat_conflicts
from reko_core.store.database.tables import ban_votes, title_bans
from reko_core.store.discord.ban_rows import batches, insert_title_bans

__all__ = ["MAX_VOTE_AGE", "Vote", "VoteStore"]

MAX_VOTE_AGE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Vote:
    """The result of a vote on one title.

    n_votes: the valid votes, including this one; 0 when the title was banned before.
    is_new: the person had no vote on this title yet.
    is_banned: this very vote has banned the title.
    was_banned: the title was banned before, and the vote is not stored.
    """

    anime_id: int
    title: str
    n_votes: int
    needed: int
    is_new: bool
    is_banned: bool
    was_banned: bool = False


class VoteStore:
    """Reads and writes votes; none reaches another scope."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @repeat_conflicts
    async def cast(
        self,
        scope: Scope,
        titles: Mapping[int, str],
        *,
        voter_id: int,
        needed: int,
        origin: str,
        at: datetime,
        max_age: timedelta = MAX_VOTE_AGE,
    ) -> tuple[Vote, ...]:
        """Vote for the ban of titles, all or none; ban those that now have enough votes.

        Raises BadInput as `BanStore.ban_titles` does; StoreError.
        """
        async with self._database.write() as connection:
            await acquire_write_lock(connection, scope.key)
            await _delete_old_votes(connection, scope, at - max_age)
            query = select(title_bans.c.anime_id).where(title_bans.c.scope == scope.key)
            banned = titles.keys() & set(await connection.scalars(query))
            open_ids = [anime_id for anime_id in titles if anime_id not in banned]
            new, counts = await _insert_votes(
                connection, scope, open_ids, voter_id=voter_id, origin=origin, at=at
            )
            enough = {key: titles[key] for key in open_ids if counts[key] >= needed}
            await insert_title_bans(connection, scope, enough, voter_id, at)
        return tuple(
            Vote(key, title, counts.get(key, 0), needed, key in new, key in enough, key in banned)
            for key, title in titles.items()
        )

    async def count(
        self,
        scope: Scope,
        anime_ids: Collection[int],
        *,
        at: datetime,
        max_age: timedelta = MAX_VOTE_AGE,
    ) -> dict[int, int]:
        """Return the number of valid votes of each title that has any. Raises StoreError."""
        async with self._database.read() as connection:
            return await _count_votes(connection, scope, anime_ids, at - max_age)

    @repeat_conflicts
    async def withdraw(
        self,
        scope: Scope,
        anime_ids: Collection[int] | None = None,
        *,
        voter_id: int,
        origin: str | None = None,
    ) -> int:
        """Withdraw a person's votes, only for `anime_ids` and of `origin` if those are given.

        Return how many there were. Raises StoreError.
        """
        theirs = delete(ban_votes).where(
            ban_votes.c.scope == scope.key, ban_votes.c.voter_id == voter_id
        )
        if origin is not None:
            theirs = theirs.where(ban_votes.c.origin == origin)
        async with self._database.write() as connection:
            if anime_ids is None:
                return (await connection.execute(theirs)).rowcount
            n_votes = 0
            for some in batches(anime_ids):
                statement = theirs.where(ban_votes.c.anime_id.in_(some))
                n_votes += (await connection.execute(statement)).rowcount
            return n_votes

    async def withdraw_origin(self, scope: Scope, origin: str) -> int:
        """Withdraw everybody's votes of an origin; return how many there were. Raises StoreError.

        origin: one message's reactions, for example; votes of other origins stay.
        """
        theirs = delete(ban_votes).where(
            ban_votes.c.scope == scope.key, ban_votes.c.origin == origin
        )
        async with self._database.write() as connection:
            return int((await connection.execute(theirs)).rowcount)


async def _delete_old_votes(connection: AsyncConnection, scope: Scope, before: datetime) -> None:
    """Delete expired votes."""
    await connection.execute(
        delete(ban_votes).where(ban_votes.c.scope == scope.key, ban_votes.c.voted_at < before)
    )


async def _insert_votes(
    connection: AsyncConnection,
    scope: Scope,
    anime_ids: Collection[int],
    *,
    voter_id: int,
    origin: str,
    at: datetime,
) -> tuple[set[int], dict[int, int]]:
    """Insert a person's votes; return the titles where they are new, and the votes of each title.

    An existing vote keeps its origin and its age.
    """
    rows = [
        {
            "scope": scope.key,
            "anime_id": anime_id,
            "voter_id": voter_id,
            "origin": origin,
            "voted_at": at,
        }
        for anime_id in anime_ids
    ]
    if not rows:
        return set(), {}
    insert = upsert(connection.dialect.name, ban_votes).on_conflict_do_nothing()
    new = set(await connection.scalars(insert.returning(ban_votes.c.anime_id), rows))
    return new, await _count_votes(connection, scope, anime_ids)


async def _count_votes(
    connection: AsyncConnection,
    scope: Scope,
    anime_ids: Collection[int],
    since: datetime | None = None,
) -> dict[int, int]:
    """Return the number of votes of each title that has any, only those since a time if given."""
    query = (
        select(ban_votes.c.anime_id, func.count())
        .where(ban_votes.c.scope == scope.key, ban_votes.c.anime_id.in_(anime_ids))
        .group_by(ban_votes.c.anime_id)
    )
    if since is not None:
        query = query.where(ban_votes.c.voted_at >= since)
    return {row.anime_id: row[1] for row in await connection.execute(query)}
