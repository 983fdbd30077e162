"""The entries of an XML export, taken from the events of the parser.

No tree is built, and everything that a hostile file could let grow is counted.
"""

from dataclasses import dataclass, field

from reko_core.contract.fields import MAX_ANIME_ID
from reko_core.contract.list_entries import MAX_LIST_ENTRIES
from reko_core.domain.models import MAX_SCORE, MAX_WATCHED_EPISODES, UNKNOWN_EPISODES, Status
from reko_core.errors import ListFileRefused

__all__ = ["XmlEntries"]

_MAX_DEPTH = 8
# An export has some 40 names, and no attributes.
_MAX_NAMES = 200
# Of a number or a status.
_MAX_TEXT = 64

# How many elements are open.
_IN_ROOT, _IN_ENTRY, _IN_FIELD = 1, 2, 3
_ROOT, _ANIME, _MANGA = "myanimelist", "anime", "manga"
_MANGA_EXPORT = "2"
_EXPORT_TYPE = "user_export_type"
_STATUSES = {
    "watching": Status.WATCHING,
    "completed": Status.COMPLETED,
    "onhold": Status.ON_HOLD,
    "dropped": Status.DROPPED,
    "plantowatch": Status.PLAN_TO_WATCH,
    # AniList's own word.
    "rewatching": Status.COMPLETED,
} | {str(int(status)): status for status in Status}
_HEAD_FIELDS = frozenset({_EXPORT_TYPE})
_FIELDS = frozenset({"series_animedb_id", "my_score", "my_status", "my_watched_episodes"})


@dataclass(slots=True)
class XmlEntries:
    """A target for the parser that collects entries.

    rows: MAL id, score, status and episodes of each entry. n_unmapped: entries without a MAL id.
    n_events: calls so far. Raises ListFileRefused from its methods, and so from the parser.
    """

    rows: list[tuple[int, int, int, int]] = field(default_factory=list)
    n_unmapped: int = 0
    n_events: int = 0
    _depth: int = 0
    _names: set[str] = field(default_factory=set)
    _is_anime: bool = False
    _wanted: frozenset[str] = frozenset()
    _text: list[str] | None = None
    _values: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self.n_events += 1
        depth = self._depth = self._depth + 1
        if name not in self._names or attributes:
            self._names.update((name, *attributes))
        if depth > _MAX_DEPTH or len(self._names) > _MAX_NAMES:
            raise ListFileRefused("no_export")
        if depth == _IN_FIELD:
            if name in self._wanted:
                self._text = []
        elif depth == _IN_ENTRY:
            self._begin_entry(name)
        elif depth == _IN_ROOT and name != _ROOT:
            raise ListFileRefused("no_export")

    def data(self, text: str) -> None:
        """Take text of an element, or a part of it."""
        self.n_events += 1
        if self._text is not None and len(self._text) <= _MAX_TEXT:
            self._text.append(text[: _MAX_TEXT + 1])

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.n_events += 1
        depth = self._depth
        if depth == _IN_FIELD:
            if self._text is not None:
                self._values[name] = "".join(self._text)[: _MAX_TEXT + 1].strip()
                self._text = None
        elif depth == _IN_ENTRY:
            self._end_entry()
        self._depth = depth - 1

    def close(self) -> None:
        """Take the end of the file."""

    def _begin_entry(self, name: str) -> None:
        if name == _MANGA:
            raise ListFileRefused("manga")
        self._is_anime = name == _ANIME
        self._wanted = _FIELDS if self._is_anime else _HEAD_FIELDS
        self._values = {}

    def _end_entry(self) -> None:
        values = self._values
        if values.get(_EXPORT_TYPE) == _MANGA_EXPORT:
            raise ListFileRefused("manga")
        if not self._is_anime:
            return
        if len(self.rows) + self.n_unmapped >= MAX_LIST_ENTRIES:
            raise ListFileRefused("too_large")
        anime_id = _whole(values.get("series_animedb_id", ""))
        if not 0 < anime_id <= MAX_ANIME_ID:
            self.n_unmapped += 1
            return
        episodes = _whole(values.get("my_watched_episodes", ""))
        self.rows.append(
            (
                anime_id,
                _score(values.get("my_score", "")),
                _status(values.get("my_status", "")),
                episodes if 0 <= episodes <= MAX_WATCHED_EPISODES else UNKNOWN_EPISODES,
            )
        )


def _whole(text: str) -> int:
    """Return a number of ASCII digits, -1 for any other text."""
    return int(text) if text.isascii() and text.isdigit() else -1


def _score(text: str) -> int:
    """Return a score of MAL's scale, halves rounded up; 0 = unscored, also for what is none."""
    whole, _, fraction = text.partition(".")
    score = _whole(whole)
    if score < 0 or (fraction and _whole(fraction) < 0):
        return 0
    is_scored = score > 0 or fraction.strip("0") != ""
    rounded = max(1, score + (fraction[:1] >= "5")) if is_scored else 0
    return rounded if rounded <= MAX_SCORE else 0


def _status(text: str) -> Status:
    word = "".join(char for char in text.lower() if char.isalnum())
    return _STATUSES.get(word, Status.UNKNOWN)
