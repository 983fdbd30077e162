"""Recent names: the users a person requested last, for autocompletion."""

from datetime import datetime

from sqlalchemy import and_, case, delete, select

from reko_core.domain.models import normalise_name
from reko_core.guilds.models import Scope
from reko_core.store.community.opt_outs import lock_opt_outs
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import asked_names

__all__ = ["NameStore"]

MAX_NAMES = 25


class NameStore:
    """Reads and writes recent names, separate for each person and scope."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, scope: Scope, discord_id: int, name: str, *, at: datetime) -> None:
        """Record a requested name and keep only the newest MAX_NAMES. Raises StoreError.

        Nothing is recorded of a user who has opted out.
        """
        key = normalise_name(name)
        values = {"display_name": name.strip(), "asked_at": at}
        insert = upsert(self._database.dialect, asked_names).values(
            scope=scope.key, discord_id=discord_id, name=key, **values
        )
        statement = insert.on_conflict_do_update(
            index_elements=["scope", "discord_id", "name"], set_=values
        )
        theirs = and_(asked_names.c.scope == scope.key, asked_names.c.discord_id == discord_id)
        newest = (
            select(asked_names.c.name)
            .where(theirs)
            .order_by(asked_names.c.asked_at.desc(), asked_names.c.name)
            .limit(MAX_NAMES)
        )
        async with self._database.write() as connection:
            if await lock_opt_outs(connection, [key]):
                return
            await connection.execute(statement)
            await connection.execute(
                delete(asked_names).where(theirs, asked_names.c.name.not_in(newest))
            )

    async def recent(
        self, scope: Scope, discord_id: int, typed: str, limit: int = MAX_NAMES
    ) -> tuple[str, ...]:
        """Return names containing what was typed, prefix matches first, then the newest.

        Raises StoreError.
        """
        part = normalise_name(typed)
        if "\0" in part:
            # No name holds one, and PostgreSQL refuses it.
            return ()
        begins = asked_names.c.name.startswith(part, autoescape=True)
        query = (
            select(asked_names.c.display_name)
            .where(
                asked_names.c.scope == scope.key,
                asked_names.c.discord_id == discord_id,
                asked_names.c.name.contains(part, autoescape=True),
            )
            .order_by(case((begins, 0), else_=1), asked_names.c.asked_at.desc(), asked_names.c.name)
            .limit(limit)
        )
        async with self._database.read() as connection:
            return tuple(await connection.scalars(query))
