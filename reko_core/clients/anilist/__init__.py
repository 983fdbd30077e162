"""Client of AniList's GraphQL API: lists as domain models, failures as RekoErrors."""

from reko_core.clients.anilist.client import AniListClient

__all__ = ["AniListClient"]
