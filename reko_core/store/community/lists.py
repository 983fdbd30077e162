"""Lists: packed entries with their owner and age."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    true,
    update,
)

from reko_core.domain.mal_users import MAL_SOURCE, ListStatus, is_mal_user
from reko_core.domain.models import Entries, UserList, normalise_name
from reko_core.domain.sites import Site, site_of
from reko_core.store.community.list_owners import is_owned_by_mal_user
from reko_core.store.community.opt_outs import lock_opt_outs
from reko_core.store.coordination.list_leases import ListLease
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.packing import pack, unpack
from reko_core.store.database.tables import lists, mal_users, opt_outs

__all__ = ["ListStore", "StoredList", "list_row", "upsert_of_lists"]

_LIST_COLUMNS = (
    lists.c.name,
    lists.c.source,
    lists.c.display_name,
    lists.c.packed,
    lists.c.fetched_at,
    lists.c.n_unmapped,
)
_LIST = select(*_LIST_COLUMNS).where(
    lists.c.source == bindparam("wanted_source"), lists.c.name == bindparam("wanted")
)


@dataclass(frozen=True, slots=True)
class StoredList:
    """A list of the community. `name` is in lower case and unique within its source."""

    id: int
    source: str
    name: str
    entries: Entries
    fetched_at: datetime


class ListStore:
    """Reads and writes lists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str, source: str | None = None) -> UserList | None:
        """Return a user's list, None if there is none. Raises StoreError.

        source: the site of the user by default.
        """
        rows = await self._database.fetch(
            _LIST, wanted_source=source or site_of(name), wanted=normalise_name(name)
        )
        return _user_list(rows[0]) if rows else None

    async def get_many(self, names: Collection[str]) -> dict[str, UserList]:
        """Return the stored public lists of users, by name in lower case. Raises StoreError.

        Of each, the list from the user's own site.
        """
        query = select(*_LIST_COLUMNS).where(
            lists.c.source.in_([*Site]),
            lists.c.name.in_(set(map(normalise_name, names))),
            _is_public(),
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        rows = [row for row in rows if row.source == site_of(row.name)]
        return await asyncio.to_thread(_unpack_all, rows)

    async def put(
        self, user_list: UserList, *, is_requested: bool = False, lease: ListLease | None = None
    ) -> None:
        """Insert or replace a list, as `put_many` does. Raises StoreError."""
        await self.put_many([user_list], is_requested=is_requested, lease=lease)

    async def put_many(
        self,
        user_lists: Iterable[UserList],
        *,
        is_requested: bool = False,
        lease: ListLease | None = None,
    ) -> None:
        """Insert or replace lists, all or none, except those of MAL users who have opted out.

        is_requested: new ones came in with a request, what else is known stays as it was. lease:
        under which they were fetched. Raises StoreError, also if the lease has ended.
        """
        rows = [list_row(user_list, is_requested=is_requested) for user_list in user_lists]
        if not rows:
            return
        async with self._database.write() as connection:
            opted_out = await lock_opt_outs(connection, {row["name"] for row in rows})
            if lease is not None:
                await lease.check(connection)
            rows = [
                row
                for row in rows
                if row["name"] not in opted_out or not is_mal_user(row["name"], row["source"])
            ]
            if rows:
                await connection.execute(upsert_of_lists(self._database.dialect), rows)

    async def verify(self, name: str, at: datetime) -> None:
        """Record that a user's list was unchanged at a time. Raises StoreError."""
        statement = update(lists).where(
            lists.c.source == site_of(name), lists.c.name == normalise_name(name)
        )
        async with self._database.write() as connection:
            await connection.execute(statement.values(fetched_at=at.timestamp()))

    async def iterate(
        self, batch_size: int, *, includes_requested: bool = True, includes_anilist: bool = False
    ) -> AsyncIterator[Sequence[StoredList]]:
        """Yield the lists of the community in batches, in a stable order.

        Private lists and those of users who have opted out are excluded; includes_requested: lists
        that came in with a request are not; includes_anilist: nor are those of AniList. Raises
        StoreError.
        """
        last = -1
        while True:
            query = (
                select(lists)
                .where(lists.c.id > last, _is_of_community(includes_requested, includes_anilist))
                .order_by(lists.c.id)
                .limit(batch_size)
            )
            async with self._database.read() as connection:
                rows = (await connection.execute(query)).all()
            if not rows:
                return
            last = rows[-1].id
            yield [
                StoredList(
                    row.id,
                    row.source,
                    row.name,
                    unpack(row.packed),
                    _to_utc(row.fetched_at),
                )
                for row in rows
            ]

    async def superseded(
        self, *, includes_requested: bool = True, includes_anilist: bool = False
    ) -> frozenset[int]:
        """Return the ids of lists of the community whose owner has a better one there.

        Raises StoreError.

        Of the lists of a MAL user in several sources, the one from MAL is best, else the newest.
        """
        is_owned = and_(
            is_owned_by_mal_user(lists), _is_of_community(includes_requested, includes_anilist)
        )
        several = select(lists.c.name).where(is_owned).group_by(lists.c.name)
        place = func.row_number().over(
            partition_by=lists.c.name,
            order_by=(lists.c.source != MAL_SOURCE, lists.c.fetched_at.desc(), lists.c.id.desc()),
        )
        placed = (
            select(lists.c.id, place.label("place"))
            .where(is_owned, lists.c.name.in_(several.having(func.count() > 1)))
            .subquery()
        )
        async with self._database.read() as connection:
            found = await connection.scalars(select(placed.c.id).where(placed.c.place > 1))
            return frozenset(found)

    async def count(self) -> int:
        """Return how many lists there are. Raises StoreError."""
        async with self._database.read() as connection:
            return int(
                (await connection.execute(select(func.count()).select_from(lists))).scalar_one()
            )

    async def count_changed(
        self, since: datetime, *, includes_requested: bool = True, includes_anilist: bool = False
    ) -> int:
        """Return how many lists of the community were fetched or imported since.

        Lists that were only verified are not counted. Raises StoreError.
        """
        is_only_verified = (
            select(mal_users.c.name)
            .where(mal_users.c.name == lists.c.name, mal_users.c.fetched_at <= since)
            .exists()
        )
        query = select(func.count()).where(
            lists.c.fetched_at > since.timestamp(),
            _is_of_community(includes_requested, includes_anilist),
            ~and_(lists.c.source == MAL_SOURCE, is_only_verified),
        )
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def delete(self, name: str, source: str | None = None) -> bool:
        """Delete a user's list; return whether it existed. Raises StoreError.

        source: the site of the user by default.
        """
        statement = delete(lists).where(
            lists.c.source == (source or site_of(name)), lists.c.name == normalise_name(name)
        )
        async with self._database.write() as connection:
            return bool((await connection.execute(statement)).rowcount)


def list_row(user_list: UserList, *, is_requested: bool) -> dict[str, Any]:
    """Return the row of a list, for `upsert_of_lists`."""
    packed = pack(user_list.entries)
    return {
        "source": user_list.source,
        "name": normalise_name(user_list.user_name),
        "display_name": user_list.user_name,
        "packed": packed.value,
        "n_entries": packed.n_entries,
        "digest": packed.digest,
        "fetched_at": user_list.fetched_at.timestamp(),
        "is_requested": is_requested,
        "n_unmapped": user_list.n_unmapped or None,
    }


def upsert_of_lists(dialect: str) -> Executable:
    """Return the statement that inserts or replaces lists."""
    insert = upsert(dialect, lists)
    replaced = ("display_name", "packed", "n_entries", "digest", "fetched_at", "n_unmapped")
    return insert.on_conflict_do_update(
        index_elements=["source", "name"],
        set_={column: insert.excluded[column] for column in replaced},
    )


def _is_of_community(includes_requested: bool, includes_anilist: bool) -> ColumnElement[bool]:  # noqa: FBT001 - one use
    """Select the public lists that may be compared with those of others."""
    apart = [Site.OWN] if includes_anilist else [Site.OWN, Site.ANILIST]
    is_shared = and_(_is_public(), lists.c.source.not_in(apart))
    if includes_requested:
        return is_shared
    return and_(is_shared, lists.c.is_requested.is_not(true()))


def _is_public() -> ColumnElement[bool]:
    """Select all lists but those of users whose list is private now, or who have opted out."""
    hidden = select(mal_users.c.name).where(mal_users.c.standing == ListStatus.PRIVATE)
    return ~and_(
        or_(lists.c.name.in_(hidden), lists.c.name.in_(select(opt_outs.c.name))),
        is_owned_by_mal_user(lists),
    )


def _unpack_all(rows: Iterable[Any]) -> dict[str, UserList]:
    return {row.name: _user_list(row) for row in rows}


def _user_list(row: Any) -> UserList:  # noqa: ANN401 - SQLAlchemy's rows know no columns
    return UserList(
        row.display_name,
        unpack(row.packed),
        _to_utc(row.fetched_at),
        row.source,
        row.n_unmapped or 0,
    )


def _to_utc(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
