"""The GraphQL queries that Reko sends to AniList."""

__all__ = ["CHUNK_SIZE", "LAST_UPDATE", "LIST"]

CHUNK_SIZE = 500
"""Entries per request; the most that AniList sends at once."""

# The latest changes come first, so that what changes meanwhile is read twice, never missed. Scores
# are converted by AniList: a list may be scored with stars or smileys.
LIST = """
query ($name: String, $chunk: Int, $size: Int) {
  MediaListCollection(
    userName: $name, type: ANIME, sort: UPDATED_TIME_DESC, chunk: $chunk, perChunk: $size
  ) {
    hasNextChunk
    user { name }
    lists {
      entries { mediaId status score(format: POINT_10_DECIMAL) progress media { idMal } }
    }
  }
}
"""

LAST_UPDATE = """
query ($name: String) {
  MediaListCollection(
    userName: $name, type: ANIME, sort: UPDATED_TIME_DESC, chunk: 1, perChunk: 1
  ) {
    lists { entries { updatedAt } }
  }
}
"""
