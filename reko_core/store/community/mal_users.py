"""MAL users: names that were found, results of visits, and who is due for the next."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.mal_users import MAL_SOURCE, ListStatus, MalUser
from reko_core.domain.models import normalise_name
from reko_core.store.community.list_owners import is_owned_by_mal_user
from reko_core.store.community.opt_outs import lock_opt_outs
from reko_core.store.coordination.list_leases import ListLease
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import lists, mal_users

__all__ = ["MalUserStore"]

_READ = frozenset({ListStatus.LISTED, ListStatus.SMALL})


class MalUserStore:
    """Reads and writes MAL users."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> MalUser | None:
        """Return a user, None if the name is unknown. Raises StoreError."""
        async with self._database.read() as connection:
            return await _get(connection, normalise_name(name))

    async def add(self, names: Iterable[str], at: datetime) -> int:
        """Add names that were found; return how many are new. Raises StoreError.

        Users who have opted out are skipped.
        """
        found = {user.name: user for user in (MalUser.found(name, at) for name in names)}
        async with self._database.write() as connection:
            for name in await lock_opt_outs(connection, found):
                del found[name]
            rows = [_row(user) for user in found.values()]
            if not rows:
                return 0
            insert = upsert(self._database.dialect, mal_users).on_conflict_do_nothing()
            new = await connection.scalars(insert.returning(mal_users.c.name), rows)
            return len(new.all())

    async def record_request(self, name: str, at: datetime) -> None:
        """Record that recommendations for a user were requested. Raises StoreError.

        Nothing is stored about a name that is not known and has no list either.
        """
        row = {**_row(MalUser.found(name, at)), "asked_at": at}
        insert = upsert(self._database.dialect, mal_users).values(row)
        statement = insert.on_conflict_do_update(index_elements=["name"], set_={"asked_at": at})
        async with self._database.write() as connection:
            if await lock_opt_outs(connection, [row["name"]]):
                return
            if await _get(connection, row["name"]) or await _has_list(connection, row["name"]):
                await connection.execute(statement)

    async def record_friends(self, name: str, at: datetime) -> None:
        """Record that the friends of a user were read. Raises StoreError."""
        await self._update(name, friends_at=at)

    async def record_visit(
        self,
        name: str,
        status: ListStatus,
        at: datetime,
        *,
        is_whole: bool = True,
        lease: ListLease | None = None,
    ) -> MalUser:
        """Record the result of a visit, and return the user.

        lease: under which it was made. Raises StoreError, also if the lease has ended.

        The lists of a user who counts as deleted, or has opted out, are deleted. A name that is
        not known, and has no list either, is not stored.
        """
        key = normalise_name(name)
        async with self._database.write() as connection:
            has_opted_out = bool(await lock_opt_outs(connection, [key]))
            if lease is not None:
                await lease.check(connection)
            known = await _get(connection, key)
            user = (known or MalUser.found(name, at)).visited(status, at, is_whole=is_whole)
            is_stored = known or status in _READ or await _has_list(connection, key)
            if user.is_deleted or has_opted_out:
                await connection.execute(
                    delete(lists).where(lists.c.name == key, is_owned_by_mal_user(lists))
                )
            if is_stored and not has_opted_out:
                row = _row(user)
                insert = upsert(self._database.dialect, mal_users).values(row)
                await connection.execute(
                    insert.on_conflict_do_update(
                        index_elements=["name"],
                        # A request may have been recorded meanwhile.
                        set_={key: row[key] for key in row if key not in {"name", "asked_at"}},
                    )
                )
            return user

    async def to_crawl(self, at: datetime, limit: int) -> Sequence[MalUser]:
        """Return users who are due and have no list yet, longest due first. Raises StoreError."""
        return await self._some(_to_crawl(at).order_by(mal_users.c.due_at), limit)

    async def count_to_crawl(self, at: datetime) -> int:
        """Return how many users are due and have no list yet. Raises StoreError."""
        return await self._count(_to_crawl(at))

    async def to_refresh(
        self, at: datetime, *, active_since: datetime, stale_before: datetime, limit: int
    ) -> Sequence[MalUser]:
        """Return users whose list is to be refreshed, the last requested first. Raises StoreError.

        These are users who were requested since `active_since` and whose list was verified before
        `stale_before`; and users with a stored list who were missing or private.
        """
        query = _to_refresh(at, active_since, stale_before)
        return await self._some(query.order_by(mal_users.c.asked_at.desc().nulls_last()), limit)

    async def count_to_refresh(
        self, at: datetime, *, active_since: datetime, stale_before: datetime
    ) -> int:
        """Return how many users `to_refresh` would return without a limit. Raises StoreError."""
        return await self._count(_to_refresh(at, active_since, stale_before))

    async def without_friends(self, limit: int) -> Sequence[MalUser]:
        """Return users with a list whose friends were never read. Raises StoreError."""
        query = select(mal_users).where(
            mal_users.c.standing == ListStatus.LISTED,
            mal_users.c.friends_at.is_(None),
            _is_on_mal(),
        )
        return await self._some(query.order_by(mal_users.c.found_at), limit)

    async def count_by_status(self) -> dict[ListStatus, int]:
        """Return how many users there are of each status. Raises StoreError."""
        query = select(mal_users.c.standing, func.count()).group_by(mal_users.c.standing)
        async with self._database.read() as connection:
            return {ListStatus(row[0]): row[1] for row in await connection.execute(query)}

    async def prune(self, before: datetime) -> int:
        """Delete users who have been missing since before; return how many. Raises StoreError."""
        statement = delete(mal_users).where(
            mal_users.c.standing == ListStatus.MISSING, mal_users.c.missing_since < before
        )
        async with self._database.write() as connection:
            return int((await connection.execute(statement)).rowcount)

    async def _update(self, name: str, **values: Any) -> None:  # noqa: ANN401 - any column
        statement = update(mal_users).where(mal_users.c.name == normalise_name(name))
        async with self._database.write() as connection:
            await connection.execute(statement.values(values))

    async def _some(self, query: Select[Any], limit: int) -> Sequence[MalUser]:
        async with self._database.read() as connection:
            rows = (await connection.execute(query.limit(limit))).mappings()
            return [_user(row) for row in rows]

    async def _count(self, query: Select[Any]) -> int:
        async with self._database.read() as connection:
            total = select(func.count()).select_from(query.subquery())
            return int((await connection.execute(total)).scalar_one())


async def _has_list(connection: AsyncConnection, key: str) -> bool:
    """Return whether there is a list of a user in any source, also one that was imported."""
    query = select(lists.c.id).where(lists.c.name == key, is_owned_by_mal_user(lists)).limit(1)
    return (await connection.execute(query)).first() is not None


def _is_on_mal() -> ColumnElement[bool]:
    """Select the users of MAL: those of other sites are only visited when somebody asks."""
    return ~mal_users.c.name.contains(":")


def _to_crawl(at: datetime) -> Select[Any]:
    has_none = {
        ListStatus.NEW,
        ListStatus.SMALL,
        ListStatus.PRIVATE,
        ListStatus.MISSING,
        ListStatus.FAILING,
    }
    has_list = select(lists.c.id).where(
        lists.c.source == MAL_SOURCE, lists.c.name == mal_users.c.name
    )
    return select(mal_users).where(
        mal_users.c.standing.in_(has_none),
        mal_users.c.due_at <= at,
        ~has_list.exists(),
        _is_on_mal(),
    )


def _to_refresh(at: datetime, active_since: datetime, stale_before: datetime) -> Select[Any]:
    absent = {ListStatus.MISSING, ListStatus.PRIVATE}
    is_active = and_(
        mal_users.c.asked_at >= active_since, lists.c.fetched_at < stale_before.timestamp()
    )
    return (
        select(mal_users)
        .join(lists, and_(lists.c.source == MAL_SOURCE, lists.c.name == mal_users.c.name))
        .where(
            mal_users.c.due_at <= at,
            or_(is_active, mal_users.c.standing.in_(absent)),
        )
    )


async def _get(connection: AsyncConnection, key: str) -> MalUser | None:
    query = select(mal_users).where(mal_users.c.name == key)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _user(row)


def _user(row: Any) -> MalUser:  # noqa: ANN401 - SQLAlchemy's rows know no columns
    values = dict(row)
    return MalUser(status=ListStatus(values.pop("standing")), **values)


def _row(user: MalUser) -> dict[str, Any]:
    values = asdict(user)
    return {"standing": values.pop("status"), **values}
