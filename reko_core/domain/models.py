"""Lists, entries and titles.

Lists are stored as parallel arrays, because the engine works on arrays and a community
has tens of millions of entries; titles are small frozen records.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Anime",
    "Entries",
    "Relation",
    "Status",
    "UserList",
    "UserSummary",
    "is_adult_genre",
    "normalise_name",
]

MAX_SCORE = 10
UNKNOWN_EPISODES = -1
MAX_WATCHED_EPISODES = 2**15 - 1
"""The most that `Entries` hold."""
_ADULT_RATING = "rx"
_ADULT_GENRES = frozenset({"hentai", "erotica"})
_NOT_RECOMMENDABLE = frozenset({"music", "cm", "pv"})


class Status(IntEnum):
    """Status of a list entry (MAL's numbering; 0 if a dump has none)."""

    UNKNOWN = 0
    WATCHING = 1
    COMPLETED = 2
    ON_HOLD = 3
    DROPPED = 4
    PLAN_TO_WATCH = 6


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """The entries of one list, sorted by anime id, each title once.

    anime_ids: (n,) int32, strictly ascending.
    scores: (n,) int8, 1..10; 0 = unscored.
    statuses: (n,) int8, values of `Status`.
    episodes: (n,) int16, episodes watched; -1 = unknown.
    """

    anime_ids: NDArray[np.int32]
    scores: NDArray[np.int8]
    statuses: NDArray[np.int8]
    episodes: NDArray[np.int16]

    def __post_init__(self) -> None:
        assert len(self.anime_ids) == len(self.scores) == len(self.statuses) == len(self.episodes)

    def __len__(self) -> int:
        return len(self.anime_ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entries) and all(
            np.array_equal(mine, theirs)
            for mine, theirs in zip(self.columns(), other.columns(), strict=True)
        )

    __hash__ = None  # type: ignore[assignment]

    def columns(self) -> tuple[NDArray[np.generic], ...]:
        """Return the four arrays in the order of the fields."""
        return self.anime_ids, self.scores, self.statuses, self.episodes

    @classmethod
    def build(
        cls,
        anime_ids: NDArray[np.integer],
        scores: NDArray[np.integer] | None = None,
        statuses: NDArray[np.integer] | None = None,
        episodes: NDArray[np.integer] | None = None,
    ) -> "Entries":
        """Sort the entries by id and keep the last of each title.

        The arrays have shape (n,); defaults are unscored, unknown status and unknown progress.
        """
        ids = np.asarray(anime_ids, np.int32)
        n = len(ids)
        keep = np.arange(n) if (ids[1:] > ids[:-1]).all() else _last_occurrences(ids)

        def column(values: NDArray[np.integer] | None, dtype: type, absent: int) -> NDArray:  # type: ignore[type-arg]
            if values is None:
                return np.full(len(keep), absent, dtype)
            return np.asarray(values)[keep].astype(dtype)

        return cls(
            ids[keep],
            column(scores, np.int8, 0),
            column(statuses, np.int8, Status.UNKNOWN),
            column(episodes, np.int16, UNKNOWN_EPISODES),
        )

    @classmethod
    def of_rows(cls, rows: Sequence[tuple[int, int, int, int]]) -> "Entries":
        """Return entries of (id, score, status, episodes); of a title, the last row counts."""
        return cls.build(*np.array(rows, np.int32).reshape(-1, 4).T)

    @property
    def is_seen(self) -> NDArray[np.bool_]:
        """(n,) bool: the user has watched at least a part of the title.

        Planned titles are not seen, nor are titles being watched at episode 0 without a
        score. Dumps without statuses contain planned titles, too; there everything counts.
        """
        unstarted = (self.statuses == Status.WATCHING) & (self.episodes == 0) & (self.scores == 0)
        return np.asarray((self.statuses != Status.PLAN_TO_WATCH) & ~unstarted, bool)

    def with_entry(
        self, anime_id: int, *, score: int, status: Status, n_episodes: int
    ) -> "Entries":
        """Return the entries with this one in place of an earlier one of the title."""
        return Entries.build(
            np.r_[self.anime_ids, anime_id],
            np.r_[self.scores, score],
            np.r_[self.statuses, status],
            np.r_[self.episodes, n_episodes],
        )

    def without(self, anime_id: int) -> "Entries":
        """Return the entries without that of a title."""
        is_kept = self.anime_ids != anime_id
        return Entries.build(*(column[is_kept] for column in self.columns()))

    def with_seen(self, anime_ids: Collection[int]) -> "Entries":
        """Return the entries and further titles as completed without a score.

        Those that the user has seen already stay as they are.
        """
        seen = self.anime_ids[self.is_seen]
        added = np.setdiff1d(np.fromiter(anime_ids, np.int32, len(anime_ids)), seen)
        n = len(added)
        return Entries.build(
            np.r_[self.anime_ids, added],
            np.r_[self.scores, np.zeros(n, np.int8)],
            np.r_[self.statuses, np.full(n, Status.COMPLETED, np.int8)],
            np.r_[self.episodes, np.full(n, UNKNOWN_EPISODES, np.int16)],
        )


@dataclass(frozen=True, slots=True)
class UserList:
    """A user's list at one time. `user_name` is spelled as on its site or as requested.

    n_unmapped: entries that are missing, as MAL has no such title.
    """

    user_name: str
    entries: Entries
    fetched_at: datetime
    source: str = "mal"
    n_unmapped: int = 0


@dataclass(frozen=True, slots=True)
class UserSummary:
    """Size of a user's list. n_entries counts all titles on it, n_scored those with a score."""

    user_name: str
    n_entries: int
    n_scored: int
    fetched_at: datetime

    @classmethod
    def of(cls, user_list: UserList) -> "UserSummary":
        """Summarise a list."""
        entries = user_list.entries
        n_scored = int(np.count_nonzero(entries.scores))
        return cls(user_list.user_name, len(entries), n_scored, user_list.fetched_at)


@dataclass(frozen=True, slots=True)
class Relation:
    """A related title.

    `kind` is MAL's relation type (sequel, prequel, parent_story, ...) or "unknown" if the source
    has none.
    """

    anime_id: int
    kind: str = "unknown"


@dataclass(frozen=True, slots=True)
class Anime:
    """A title of the catalogue. Unknown values are None or empty.

    `title` is MAL's main one, mostly Japanese in Latin letters (romaji); `synonyms` are others.
    `start_date` and `end_date` are ISO and may be partial: `2017`, `2017-10` or `2017-10-23`.
    `media_type`: tv, movie, ova, ona, special, tv_special, music, cm, pv.
    `age_rating`: g, pg, pg_13, r, r+, rx. `mean` on 1-10. `duration_min` per episode.
    `airing`: finished_airing, currently_airing or not_yet_aired.
    `franchise_id`: the source's number of the franchise, if it has one.
    `is_marked_adult`: True if the source marks the title as adult other than by rating or genre.
    `is_on_mal`: False once MAL has answered on two days that it has no such title.
    """

    id: int
    title: str
    title_english: str | None = None
    title_japanese: str | None = None
    synonyms: tuple[str, ...] = ()
    media_type: str | None = None
    n_episodes: int | None = None
    start_date: str | None = None
    end_date: str | None = None
    airing: str | None = None
    mean: float | None = None
    scored_by: int | None = None
    members: int | None = None
    age_rating: str | None = None
    genres: tuple[str, ...] = ()
    origin: str | None = None
    studios: tuple[str, ...] = ()
    picture: str | None = None
    duration_min: int | None = None
    franchise_id: int | None = None
    relations: tuple[Relation, ...] = ()
    is_marked_adult: bool | None = None
    is_on_mal: bool | None = None

    @property
    def is_adult(self) -> bool:
        """Whether the title is for adults only: by rating, genre or mark; many have no rating."""
        return (
            self.age_rating == _ADULT_RATING
            or self.is_marked_adult is True
            or any(is_adult_genre(genre) for genre in self.genres)
        )

    @property
    def is_recommendable(self) -> bool:
        """Whether MAL has the title, and it is no music video, advertisement or trailer."""
        return self.media_type not in _NOT_RECOMMENDABLE and self.is_on_mal is not False

    def is_shown(self, *, include_adult: bool) -> bool:
        """Return whether answers may name the title: MAL has it, and adult ones are included."""
        return self.is_on_mal is not False and (include_adult or not self.is_adult)

    @property
    def is_typed(self) -> bool:
        """Whether the source has types of relations."""
        return any(relation.kind != "unknown" for relation in self.relations)

    @property
    def year(self) -> int | None:
        """The year of the first broadcast."""
        return int(self.start_date[:4]) if self.start_date else None


def _last_occurrences(ids: NDArray[np.int32]) -> NDArray[np.intp]:
    """Return the index of the last occurrence of each id, in ascending order of the ids."""
    # A stable sort of the reversed input puts the last occurrence of a title first.
    order = len(ids) - 1 - np.argsort(ids[::-1], kind="stable")
    ordered = ids[order]
    return order[np.r_[True, ordered[1:] != ordered[:-1]]]


def is_adult_genre(genre: str) -> bool:
    """Return whether all titles of a genre are for adults only."""
    return genre.strip().casefold() in _ADULT_GENRES


def normalise_name(user_name: str) -> str:
    """Return the name as stored and hashed: MAL names are case-insensitive."""
    return user_name.strip().lower()
