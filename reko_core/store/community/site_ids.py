"""The ids that titles have on other sites, with those of MAL."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from reko_core.domain.sites import Site
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import site_ids

__all__ = ["SiteIdStore"]

_BATCH = 500


class SiteIdStore:
    """Reads and writes the ids of titles on other sites.

    Several titles of a site may be one on MAL; a title that MAL does not have is not stored.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mal_ids(self, site: Site, ids: Collection[int]) -> dict[int, int]:
        """Return MAL's id of each title that is known, by the id of the site. Raises StoreError."""
        wanted, found = [*ids], {}
        columns = site_ids.c
        async with self._database.read() as connection:
            for start in range(0, len(wanted), _BATCH):
                some = wanted[start : start + _BATCH]
                query = select(columns.site_id, columns.anime_id).where(
                    columns.site == site.value, columns.site_id.in_(some)
                )
                found.update({row[0]: row[1] for row in await connection.execute(query)})
        return found

    async def put_many(self, site: Site, ids: Mapping[int, int]) -> None:
        """Store MAL's id by the id of the site, in place of known ones. Raises StoreError."""
        await self._put(site, ids, replaces=True)

    async def learn(self, site: Site, ids: Mapping[int, int]) -> None:
        """Store what a site says of titles that are not known yet. Raises StoreError."""
        await self._put(site, ids, replaces=False)

    async def _put(self, site: Site, ids: Mapping[int, int], *, replaces: bool) -> None:
        insert = upsert(self._database.dialect, site_ids)
        statement = (
            insert.on_conflict_do_update(
                index_elements=["site", "site_id"], set_={"anime_id": insert.excluded.anime_id}
            )
            if replaces
            else insert.on_conflict_do_nothing()
        )
        # In order, so that two writers do not wait for each other.
        rows = [
            {"site": site.value, "site_id": site_id, "anime_id": anime_id}
            for site_id, anime_id in sorted(ids.items())
        ]
        if rows:
            async with self._database.write() as connection:
                await connection.execute(statement, rows)
