"""Client of the MyAnimeList API: lists and titles as domain models, failures as RekoErrors."""

from reko_core.clients.mal.client import MalClient
from reko_core.clients.mal.pages import FetchedSeason
from reko_core.clients.parsing.list_builder import FetchedList

__all__ = ["FetchedList", "FetchedSeason", "MalClient"]
