"""Votes: how many people want a title banned. They are gone when it is, or when they are old."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.guilds.models import Scope
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import ban_votes, title_bans

__all__ = ["MAX_VOTE_AGE", "Vote", "cast_votes", "count_votes", "drop_idle_votes", "drop_old_votes"]

MAX_VOTE_AGE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Vote:
    """What a vote on one title has led to.

    n_votes: the votes that count, with this one; 0 when the title was banned before.
    is_new: the person had no vote on this title yet.
    is_banned: this very vote has banned the title.
    was_banned: the title was banned before, and the vote is not kept.
    """

    anime_id: int
    title: str
    n_votes: int
    needed: int
    is_new: bool
    is_banned: bool
    was_banned: bool = False


async def drop_old_votes(connection: AsyncConnection, scope: Scope, before: datetime) -> None:
    """Remove votes that do not count any more."""
    await connection.execute(
        delete(ban_votes).where(ban_votes.c.scope == scope.key, ban_votes.c.voted_at < before)
    )


async def drop_idle_votes(connection: AsyncConnection, scope: Scope) -> None:
    """Remove the votes on titles that are banned."""
    banned = select(title_bans.c.anime_id).where(title_bans.c.scope == scope.key)
    await connection.execute(
        delete(ban_votes).where(ban_votes.c.scope == scope.key, ban_votes.c.anime_id.in_(banned))
    )


async def cast_votes(
    connection: AsyncConnection,
    scope: Scope,
    anime_ids: Collection[int],
    *,
    voter_id: int,
    origin: str,
    at: datetime,
) -> tuple[set[int], dict[int, int]]:
    """Write a person's votes; return the titles where they are new, and the votes of each title.

    A vote that is there already keeps its origin and its age.
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
    return new, await count_votes(connection, scope, anime_ids)


async def count_votes(
    connection: AsyncConnection,
    scope: Scope,
    anime_ids: Collection[int],
    since: datetime | None = None,
) -> dict[int, int]:
    """Return the votes of each title that has any; `since` leaves older ones out."""
    query = (
        select(ban_votes.c.anime_id, func.count())
        .where(ban_votes.c.scope == scope.key, ban_votes.c.anime_id.in_(anime_ids))
        .group_by(ban_votes.c.anime_id)
    )
    if since is not None:
        query = query.where(ban_votes.c.voted_at >= since)
    return {row.anime_id: row[1] for row in await connection.execute(query)}
