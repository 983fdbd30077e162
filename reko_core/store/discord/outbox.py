"""The outbox: messages that the bot is to send once, over restarts and over all its processes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, server_time, upsert
from reko_core.store.database.tables import outbox

__all__ = ["OutboxMessage", "OutboxStore", "insert_message"]

LEASE = timedelta(seconds=60)
# Discord tells a message that is sent twice by its nonce, for a few minutes.
_REPEATABLE = timedelta(seconds=60)
_SECOND = timedelta(seconds=1)
_WEEK = timedelta(days=7)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)

_IS_OPEN = and_(outbox.c.sent_at.is_(None), outbox.c.failure.is_(None))


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message to be sent now."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    expires_at: datetime

    @property
    def nonce(self) -> str:
        """The same at every attempt, and of no other message; at most 25 characters."""
        # SQLite gives the id of a deleted message to the next one.
        return f"{self.id}-{round(1000 * self.expires_at.timestamp())}"


class OutboxStore:
    """Reads and writes the outbox. All times are those of the database server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self,
        kind: str,
        payload: Mapping[str, Any],
        *,
        key: str | None = None,
        discord_id: int | None = None,
        expires_in: timedelta = _WEEK,
    ) -> bool:
        """Add a message; return whether it is new. Raises StoreError.

        key: of two messages with the same key, the second is not added, even if the first was sent
        long ago; a message without a key is deleted when it is sent. discord_id: the person whom
        it is about, with whose data it is deleted.
        """
        async with self._database.write() as connection:
            return await insert_message(
                connection, kind, payload, key=key, discord_id=discord_id, expires_in=expires_in
            )

    async def is_due(self, kinds: Collection[str]) -> bool:
        """Return whether there is something to claim. Raises StoreError."""
        async with self._database.read() as connection:
            is_due = _is_due(kinds, await server_time(connection))
            return bool(await connection.scalar(select(exists().where(is_due))))

    async def claim(self, kinds: Collection[str], *, per_second: int) -> list[OutboxMessage]:
        """Take the messages that are due, for a minute; one of each channel. Raises StoreError.

        Discord limits channels, too: many messages to one of them delay no others.
        per_second: how many all processes together take in a second. What a process took before it
        died is taken by another one; after two minutes it is given up instead, since Discord would
        not tell any more that it was sent already.
        """
        columns = outbox.c
        async with self._database.write() as connection:
            await acquire_write_lock(connection, "outbox")
            now = await server_time(connection)
            is_free = columns.claimed_until.is_(None)
            for condition, failure in (
                (columns.claimed_until < now - _REPEATABLE, "unknown outcome"),
                (and_(columns.expires_at <= now, is_free), "expired"),
            ):
                has_key, given_up = columns.key.is_not(None), and_(_IS_OPEN, condition)
                await connection.execute(delete(outbox).where(given_up, ~has_key))
                statement = update(outbox).where(given_up, has_key)
                await connection.execute(statement.values(failure=failure, payload={}))
            recent = select(func.count()).where(columns.claimed_at > now - _SECOND)
            n_free = per_second - ((await connection.scalar(recent)) or 0)
            if n_free <= 0:
                return []
            statement = (
                update(outbox)
                .where(columns.id.in_(_first_of_channels(kinds, now).limit(n_free)))
                .values(
                    claimed_at=now, claimed_until=now + LEASE, n_attempts=columns.n_attempts + 1
                )
                .returning(columns.id, columns.kind, columns.payload, columns.expires_at)
            )
            claimed = await connection.execute(statement)
            return [OutboxMessage(*row) for row in sorted(claimed, key=lambda row: row.id)]

    async def finish(self, message_id: int, *, failure: str | None = None) -> None:
        """Record that a message was sent, or why it was given up. Raises StoreError."""
        columns = outbox.c
        async with self._database.write() as connection:
            now = await server_time(connection)
            await connection.execute(
                delete(outbox).where(columns.id == message_id, columns.key.is_(None))
            )
            statement = update(outbox).where(columns.id == message_id)
            sent_at = now if failure is None else None
            await connection.execute(statement.values(sent_at=sent_at, failure=failure, payload={}))

    async def retry(self, message_id: int) -> None:
        """Give a message back, to be sent later: in 30 s, then twice that. Raises StoreError."""
        columns = outbox.c
        async with self._database.write() as connection:
            query = select(columns.n_attempts).where(columns.id == message_id)
            n_attempts = (await connection.scalar(query)) or 1
            pause = min(_FIRST_PAUSE * 2 ** min(n_attempts - 1, 10), _LONGEST_PAUSE)
            due_at = await server_time(connection) + pause
            statement = update(outbox).where(columns.id == message_id)
            await connection.execute(statement.values(due_at=due_at, claimed_until=None))


async def insert_message(
    connection: AsyncConnection,
    kind: str,
    payload: Mapping[str, Any],
    *,
    key: str | None = None,
    discord_id: int | None = None,
    expires_in: timedelta = _WEEK,
) -> bool:
    """Add a message as `OutboxStore.put` does, in the transaction of the caller."""
    now = await server_time(connection)
    values = {
        "kind": kind,
        "key": key,
        "discord_id": discord_id,
        "payload": dict(payload),
        "due_at": now,
        "expires_at": now + expires_in,
        "n_attempts": 0,
    }
    insert = upsert(connection.dialect.name, outbox).values(values)
    statement = insert.on_conflict_do_nothing(index_elements=["key"])
    return await connection.scalar(statement.returning(outbox.c.id)) is not None


def _first_of_channels(kinds: Collection[str], now: datetime) -> Select[tuple[int]]:
    """Return the ids of the first message of each channel, the earliest of them first."""
    columns = outbox.c
    channel = columns.payload["channel_id"].as_string()
    place = func.row_number().over(partition_by=channel, order_by=(columns.due_at, columns.id))
    due = select(columns.id, columns.due_at, place.label("place"))
    ranked = due.where(_is_due(kinds, now)).subquery()
    return select(ranked.c.id).where(ranked.c.place == 1).order_by(ranked.c.due_at)


def _is_due(kinds: Collection[str], now: datetime) -> ColumnElement[bool]:
    columns = outbox.c
    is_free = or_(columns.claimed_until.is_(None), columns.claimed_until < now)
    return and_(_IS_OPEN, columns.kind.in_(kinds), columns.due_at <= now, is_free)
