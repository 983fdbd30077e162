"""Jikan, the open API beside MAL: where the names of users are found."""

from reko_core.clients.jikan.client import JikanClient
from reko_core.clients.jikan.user_names import NamePage

__all__ = ["JikanClient", "NamePage"]
