"""The languages in which people want titles to be named."""

from typing import cast, get_args

from sqlalchemy import delete, select

from reko_core.guilds.models import TitleLanguage
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import title_languages

__all__ = ["TitleLanguageStore"]


class TitleLanguageStore:
    """Reads and writes the language that a Discord user has chosen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, discord_id: int) -> TitleLanguage | None:
        """Return the chosen language, None if there is none. Raises StoreError."""
        columns = title_languages.c
        query = select(columns.language).where(columns.discord_id == discord_id)
        async with self._database.read() as connection:
            language = await connection.scalar(query)
        return cast(TitleLanguage, language) if language in get_args(TitleLanguage) else None

    async def choose(self, discord_id: int, language: TitleLanguage | None) -> None:
        """Save a language, or with None forget the choice. Raises StoreError."""
        if language is None:
            statement = delete(title_languages).where(title_languages.c.discord_id == discord_id)
            async with self._database.write() as connection:
                await connection.execute(statement)
            return
        values = {"language": language}
        insert = upsert(self._database.dialect, title_languages)
        insert = insert.values(discord_id=discord_id, **values)
        async with self._database.write() as connection:
            await connection.execute(
                insert.on_conflict_do_update(index_elements=["discord_id"], set_=values)
            )
