"""Client of Jikan, the unofficial MAL API: names of users."""

from reko_core.clients.jikan.client import JikanClient
from reko_core.clients.jikan.user_names import NamePage

__all__ = ["JikanClient", "NamePage"]
