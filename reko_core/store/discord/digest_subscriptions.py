"""Digest subscriptions: where digests go and when, and what the last ones had."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, or_, select, update

from reko_core.domain.digest_schedule import DigestSchedule
from reko_core.store.community.digest_rows import DIGEST_KIND
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, upsert
from reko_core.store.database.tables import digest_subscriptions, digest_titles, outbox
from reko_core.store.discord.outbox import insert_message

__all__ = ["DIGEST_KIND", "DigestStore", "DigestSubscription"]

RETRY_AFTER = timedelta(minutes=15)
"""When a digest is attempted that another attempt, or a process that died, did not complete."""

_EXPIRES_IN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class DigestSubscription:
    """Digests for one channel.

    guild_id: of a channel of a server, None for direct messages. discord_id: who subscribed, None
    once that person had all data deleted. due_at: when the next one is made. last_at: when the last
    one was made. ranking: what it was made from, for the comparison with the next.
    """

    id: int
    channel_id: int
    guild_id: int | None
    discord_id: int | None
    schedule: DigestSchedule
    locale: str
    due_at: datetime
    last_at: datetime | None = None
    ranking: Mapping[str, Any] | None = None


class DigestStore:
    """Reads and writes subscriptions. Times are those of the caller's clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def subscribe(
        self,
        *,
        channel_id: int,
        guild_id: int | None,
        discord_id: int,
        schedule: DigestSchedule,
        locale: str,
        at: datetime,
    ) -> DigestSubscription:
        """Subscribe a channel, or change when its digests are sent. Raises StoreError.

        guild_id: None for the direct messages of the person.
        """
        values = {
            "guild_id": guild_id,
            "discord_id": discord_id,
            "locale": locale,
            "due_at": schedule.next_after(at),
            "attempted_at": None,
            **asdict(schedule),
        }
        statement = upsert(self._database.dialect, digest_subscriptions)
        statement = statement.values(channel_id=channel_id, **values)
        statement = statement.on_conflict_do_update(index_elements=["channel_id"], set_=values)
        async with self._database.write() as connection:
            rows = await connection.execute(statement.returning(*digest_subscriptions.c))
            return _subscription(rows.one())

    async def get(self, subscription_id: int) -> DigestSubscription | None:
        """Return a subscription, None if it was ended. Raises StoreError."""
        return await self._first(digest_subscriptions.c.id == subscription_id)

    async def of_channel(self, channel_id: int) -> DigestSubscription | None:
        """Return the subscription of a channel, None if there is none. Raises StoreError."""
        return await self._first(digest_subscriptions.c.channel_id == channel_id)

    async def of_person(self, discord_id: int) -> DigestSubscription | None:
        """Return the subscription of a person's direct messages, if any. Raises StoreError."""
        columns = digest_subscriptions.c
        return await self._first(columns.discord_id == discord_id, columns.guild_id.is_(None))

    async def end(self, subscription_id: int) -> bool:
        """Delete a subscription and its messages that were not sent; return whether it existed.

        Raises StoreError.
        """
        async with self._database.write() as connection:
            # As the sender does: it may be about to send one of the messages.
            await acquire_write_lock(connection, "outbox")
            statement = delete(digest_subscriptions).where(
                digest_subscriptions.c.id == subscription_id
            )
            channel_id = await connection.scalar(
                statement.returning(digest_subscriptions.c.channel_id)
            )
            if channel_id is not None:
                is_theirs = outbox.c.payload["channel_id"].as_string() == str(channel_id)
                await connection.execute(
                    delete(outbox).where(outbox.c.kind == DIGEST_KIND, is_theirs)
                )
            return channel_id is not None

    async def due(self, now: datetime) -> tuple[int, DigestSubscription | None]:
        """Return how many digests are due, and the first of them. Raises StoreError."""
        columns = digest_subscriptions.c
        is_due = (
            columns.due_at <= now,
            or_(columns.attempted_at.is_(None), columns.attempted_at <= now - RETRY_AFTER),
        )
        query = select(*columns).where(*is_due).order_by(columns.due_at, columns.id).limit(1)
        async with self._database.read() as connection:
            n_due = await connection.scalar(select(func.count()).where(*is_due))
            row = (await connection.execute(query)).first()
        return n_due or 0, None if row is None else _subscription(row)

    async def servers_due(self, before: datetime) -> list[int]:
        """Return the servers with a digest that is due before a time. Raises StoreError."""
        columns = digest_subscriptions.c
        query = select(columns.guild_id).where(
            columns.due_at < before, columns.guild_id.is_not(None)
        )
        async with self._database.read() as connection:
            return list(await connection.scalars(query.distinct().order_by(columns.guild_id)))

    async def begin(self, subscription: DigestSubscription, now: datetime) -> bool:
        """Record an attempt, so that others come first if it fails; return False if it is not due.

        Raises StoreError.
        """
        columns = digest_subscriptions.c
        statement = update(digest_subscriptions).where(
            columns.id == subscription.id,
            columns.due_at == subscription.due_at,
            or_(columns.attempted_at.is_(None), columns.attempted_at <= now - RETRY_AFTER),
        )
        async with self._database.write() as connection:
            return bool((await connection.execute(statement.values(attempted_at=now))).rowcount)

    async def complete(
        self,
        subscription: DigestSubscription,
        now: datetime,
        *,
        payload: Mapping[str, Any] | None,
        titles: Mapping[int, str],
        ranking: Mapping[str, Any] | None,
    ) -> bool:
        """Put a digest into the outbox and schedule the next one, both or neither.

        payload: of the message, None if there is no news. titles: the kind of each title
        in it. Returns False, and changes nothing, if another process has completed it or the
        subscription was changed or ended. Raises StoreError.
        """
        columns = digest_subscriptions.c
        next_at = subscription.schedule.next_after(max(now, subscription.due_at))
        statement = update(digest_subscriptions).where(
            columns.id == subscription.id, columns.due_at == subscription.due_at
        )
        values = {"due_at": next_at, "attempted_at": None, "last_at": now, "ranking": ranking}
        async with self._database.write() as connection:
            if not (await connection.execute(statement.values(**values))).rowcount:
                return False
            if payload is not None:
                is_personal = subscription.guild_id is None
                await insert_message(
                    connection,
                    DIGEST_KIND,
                    payload,
                    discord_id=subscription.discord_id if is_personal else None,
                    expires_in=_EXPIRES_IN,
                )
            for anime_id, kind in titles.items():
                title = upsert(self._database.dialect, digest_titles).values(
                    subscription_id=subscription.id, anime_id=anime_id, kind=kind
                )
                title = title.on_conflict_do_update(
                    index_elements=["subscription_id", "anime_id"], set_={"kind": kind}
                )
                await connection.execute(title)
            return True

    async def sent_titles(self, subscription_id: int) -> dict[int, str]:
        """Return the titles of earlier digests, each with its last kind. Raises StoreError."""
        columns = digest_titles.c
        query = select(columns.anime_id, columns.kind)
        query = query.where(columns.subscription_id == subscription_id)
        async with self._database.read() as connection:
            return {row.anime_id: row.kind for row in await connection.execute(query)}

    async def _first(self, *conditions: ColumnElement[bool]) -> DigestSubscription | None:
        query = select(*digest_subscriptions.c).where(*conditions)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else _subscription(row)


def _subscription(row: Row[Any]) -> DigestSubscription:
    return DigestSubscription(
        row.id,
        row.channel_id,
        row.guild_id,
        row.discord_id,
        DigestSchedule(row.frequency, row.weekday, row.hour, row.timezone),
        row.locale,
        row.due_at,
        row.last_at,
        row.ranking,
    )
