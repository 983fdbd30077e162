"""Client of Kitsu's JSON:API: lists as domain models, failures as RekoErrors."""

from reko_core.clients.kitsu.client import KitsuClient

__all__ = ["KitsuClient"]
