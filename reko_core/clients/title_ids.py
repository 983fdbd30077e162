"""What clients of other sites know titles by."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Protocol

from reko_core.clients.parsing.list_builder import Row
from reko_core.domain.sites import Site

__all__ = ["TitleIds", "rows_on_mal"]


class TitleIds(Protocol):
    """The ids of titles on other sites; every method raises StoreError."""

    async def mal_ids(self, site: Site, ids: Collection[int]) -> Mapping[int, int]:
        """Return MAL's id of each title that is known, by the id of the site."""

    async def learn(self, site: Site, ids: Mapping[int, int]) -> None:
        """Store what a site says of titles that are not known yet."""


async def rows_on_mal(
    rows: Sequence[Row],
    site: Site,
    title_ids: TitleIds,
    ask: Callable[[Sequence[int]], Awaitable[Mapping[int, int]]],
) -> list[Row]:
    """Return rows with ids of a site as those of MAL, without titles that MAL does not have.

    ask: returns what the site says of titles that are not known; it is stored. Raises StoreError,
    and what `ask` raises.
    """
    ids = {site_id for site_id, *_ in rows}
    known = await title_ids.mal_ids(site, ids)
    learnt = await ask(sorted(ids - {*known}))
    if learnt:
        await title_ids.learn(site, learnt)
    mal_ids = {**known, **learnt}
    return [(mal_ids[row[0]], *row[1:]) for row in rows if row[0] in mal_ids]
