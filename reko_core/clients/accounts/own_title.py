"""A title on the list of the person whose account is used."""

from dataclasses import asdict, dataclass
from typing import Any, Self

__all__ = ["OwnEntry", "OwnTitle"]


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """What the list says of a title.

    status: in MAL's words (watching, completed, on_hold, dropped, plan_to_watch).
    points: the score times 10, so that half points and hundreds survive an undo; 0 = none.
    """

    status: str
    points: int = 0
    n_episodes: int = 0
    is_rewatching: bool = False

    @property
    def score(self) -> int:
        """The score on MAL's scale, half up; 0 = none."""
        return max(1, (self.points + 5) // 10) if self.points else 0

    def as_json(self) -> dict[str, Any]:
        """Return the entry for the store."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return a stored entry."""
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class OwnTitle:
    """A title by its MAL id; `entry` is None where it is not on the list.

    n_episodes: of the title, None if unknown. media_id, entry_id: the site's own ids, if it has
    others.
    """

    anime_id: int
    entry: OwnEntry | None
    n_episodes: int | None = None
    media_id: int = 0
    entry_id: int = 0
