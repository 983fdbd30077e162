"""Lists as AniList keeps them: by status, and in lists that users have made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from reko_core.domain.models import Entries, Status

__all__ = ["FIRST_ID", "N_WITHOUT_MAL", "MediaEntry", "list_groups", "media_entries", "media_id_of"]

Json = dict[str, Any]

FIRST_ID = 500_000
N_WITHOUT_MAL = 3
CHANGE_INTERVAL = timedelta(hours=1)
HALF_POINTS = 5
STATUS_NAMES = {
    Status.WATCHING: "CURRENT",
    Status.COMPLETED: "COMPLETED",
    Status.ON_HOLD: "PAUSED",
    Status.DROPPED: "DROPPED",
    Status.PLAN_TO_WATCH: "PLANNING",
}
_FORMATS = {"POINT_100": 1, "POINT_10_DECIMAL": 10, "POINT_10": 10, "POINT_5": 20, "POINT_3": 33}


def media_id_of(mal_id: int) -> int:
    """Return AniList's id of a title."""
    return FIRST_ID + mal_id


@dataclass(frozen=True, slots=True)
class MediaEntry:
    """An entry; `points` of 100, 0 = unscored; custom: names of lists of the user."""

    media_id: int
    mal_id: int | None
    status: str | None
    points: int
    n_episodes: int
    updated_at: datetime
    custom: tuple[str, ...] = ()
    is_hidden: bool = False

    def json(self) -> Json:
        """Return the fields of `MediaList`; the score is a function of the format."""
        return {
            "id": self.media_id * 10,
            "mediaId": self.media_id,
            "status": self.status,
            "score": self._score,
            "progress": self.n_episodes,
            "updatedAt": int(self.updated_at.timestamp()),
            "media": {"id": self.media_id, "idMal": self.mal_id},
        }

    def _score(self, format: str = "POINT_10") -> float:  # noqa: A002  AniList's name
        score = self.points / _FORMATS[format]
        return score if format == "POINT_10_DECIMAL" else int(score)


def media_entries(name: str, entries: Entries, last_change: datetime) -> list[MediaEntry]:
    """Return a user's entries, the latest change first.

    `not_on_mal` has some titles that MAL does not have, `custom_lists` has put every entry into
    lists of their own and hidden some from the others, `half_points` scores with halves, and
    `rewatching` sees everything for the second time.
    """
    found = [
        MediaEntry(
            media_id=media_id_of(anime_id),
            mal_id=anime_id,
            status=STATUS_NAMES.get(Status(status)),
            points=10 * score - (HALF_POINTS if name == "half_points" and score else 0),
            n_episodes=max(n_episodes, 0),
            updated_at=last_change - CHANGE_INTERVAL * (len(entries) - 1 - index),
        )
        for index, (anime_id, score, status, n_episodes) in enumerate(
            zip(*(column.tolist() for column in entries.columns()), strict=True)
        )
    ]
    return [_as_of(name, entry) for entry in reversed(found)] + _without_mal(name, last_change)


def list_groups(entries: Iterable[MediaEntry]) -> list[Json]:
    """Return the lists that the entries of a chunk stand in."""
    groups: dict[tuple[str, bool], list[Json]] = {}
    for entry in entries:
        if not entry.is_hidden:
            groups.setdefault((entry.status or "", False), []).append(entry.json())
        for name in entry.custom:
            groups.setdefault((name, True), []).append(entry.json())
    return [
        {
            "name": name.capitalize(),
            "isCustomList": is_custom,
            "isSplitCompletedList": False,
            "status": None if is_custom else name or None,
            "entries": items,
        }
        for (name, is_custom), items in groups.items()
    ]


def _as_of(name: str, entry: MediaEntry) -> MediaEntry:
    fields = {field: getattr(entry, field) for field in MediaEntry.__slots__}
    if name == "custom_lists":
        fields |= {"custom": ("Rainy Days", "All"), "is_hidden": entry.media_id % 3 == 0}
    if name == "rewatching" and entry.status == "COMPLETED":
        fields |= {"status": "REPEATING", "n_episodes": 1}
    return MediaEntry(**fields)


def _without_mal(name: str, at: datetime) -> list[MediaEntry]:
    if name != "not_on_mal":
        return []
    ids = range(1, N_WITHOUT_MAL + 1)
    return [MediaEntry(media_id, None, "COMPLETED", 80, 1, at) for media_id in ids]
