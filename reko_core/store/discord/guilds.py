"""Settings of guilds; what a guild never chose follows the defaults."""

from datetime import UTC, datetime

from pydantic import ValidationError
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.errors import BadInput, StoreError
from reko_core.guilds.models import GuildSettings, Scope
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.repeating import repeat_conflicts
from reko_core.store.database.tables import guild_settings
from reko_core.store.discord.ban_rows import clear_bans

__all__ = ["GuildStore"]


class GuildStore:
    """Reads and writes the settings of guilds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return the settings of a guild. Raises StoreError."""
        async with self._database.read() as connection:
            return await _settings(connection, guild_id)

    async def change(self, guild_id: int, **changes: object) -> GuildSettings:
        """Change only the named settings; return all settings afterwards.

        Raises BadInput naming the first setting that is unknown or out of range; StoreError.
        """
        values = _checked(changes)
        if not values:
            return await self.settings(guild_id)
        values["updated_at"] = datetime.now(UTC)
        statement = upsert(self._database.dialect, guild_settings)
        statement = statement.values(guild_id=guild_id, **values)
        async with self._database.write() as connection:
            await connection.execute(
                statement.on_conflict_do_update(index_elements=["guild_id"], set_=values)
            )
            return await _settings(connection, guild_id)

    @repeat_conflicts
    async def reset(self, guild_id: int, *, lifts_bans: bool = False) -> bool:
        """Reset to the defaults; return whether anything was chosen before.

        With `lifts_bans` its bans and votes are deleted in the same transaction. Raises StoreError.
        """
        statement = delete(guild_settings).where(guild_settings.c.guild_id == guild_id)
        async with self._database.write() as connection:
            if lifts_bans:
                await clear_bans(connection, Scope.guild(guild_id))
            return bool((await connection.execute(statement)).rowcount)


async def _settings(connection: AsyncConnection, guild_id: int) -> GuildSettings:
    columns = [guild_settings.c[name] for name in GuildSettings.model_fields]
    query = select(*columns).where(guild_settings.c.guild_id == guild_id)
    row = (await connection.execute(query)).mappings().first()
    chosen = {} if row is None else {key: value for key, value in row.items() if value is not None}
    try:
        return GuildSettings(**chosen)
    except ValidationError as error:
        raise StoreError("the settings of a guild are damaged") from error


def _checked(changes: dict[str, object]) -> dict[str, object]:
    try:
        checked = GuildSettings.model_validate(changes)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadInput(".".join(map(str, first["loc"])), first["msg"]) from error
    return {name: getattr(checked, name) for name in changes}
