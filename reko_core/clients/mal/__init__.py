"""The MyAnimeList API: lists and titles as Reko's own models, trouble as Reko's own errors."""

from reko_core.clients.mal.client import MalClient
from reko_core.clients.mal.list_builder import FetchedList

__all__ = ["FetchedList", "MalClient"]
