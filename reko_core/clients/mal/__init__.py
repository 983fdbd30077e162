"""Client of the MyAnimeList API: lists and titles as domain models, failures as RekoErrors."""

from reko_core.clients.mal.client import MalClient
from reko_core.clients.mal.pages import FetchedSeason

__all__ = ["FetchedSeason", "MalClient"]
