"""What clients of other sites know titles by."""

from collections.abc import Collection, Mapping
from typing import Protocol

from reko_core.domain.sites import Site

__all__ = ["TitleIds"]


class TitleIds(Protocol):
    """The ids of titles on other sites; every method raises StoreError."""

    async def mal_ids(self, site: Site, ids: Collection[int]) -> Mapping[int, int]:
        """Return MAL's id of each title that is known, by the id of the site."""

    async def learn(self, site: Site, ids: Mapping[int, int]) -> None:
        """Store what a site says of titles that are not known yet."""
