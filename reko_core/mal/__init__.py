"""The MyAnimeList API: lists and titles as Reko's own models, trouble as Reko's own errors."""

from reko_core.mal.client import MalClient
from reko_core.mal.fetched import FetchedList

__all__ = ["FetchedList", "MalClient"]
