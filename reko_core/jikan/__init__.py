"""Jikan, the open API beside MAL: where the names of users are found."""

from reko_core.jikan.client import JikanClient
from reko_core.jikan.names import NamePage

__all__ = ["JikanClient", "NamePage"]
