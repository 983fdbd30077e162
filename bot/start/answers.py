"""What somebody has said about the titles shown so far: all of it stands in the custom_ids."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Self

from reko_core.contract.list_entries import InlineEntry
from reko_core.contract.titles_to_rate import LIKED_SCORE, NOT_LIKED_SCORE
from reko_core.runtime.base36 import from_base36, to_base36

__all__ = ["ANSWERS", "STATE", "Answers"]

ANSWERS = MappingProxyType({"l": LIKED_SCORE, "n": NOT_LIKED_SCORE, "s": None})
"""The answers as custom_ids have them, and their scores: liked, not for me, not seen."""

STATE = r"(?P<state>[0-9a-z]{5}(?:[0-9a-z]{5}[lns]){0,10})"
"""The hour of the start, then each title with the answer."""

_WIDTH = 5
_LIFETIME = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answers:
    """hour: since 1970, of the start. given: title -> answer, in the order of the titles."""

    hour: int
    given: Mapping[int, str]

    @classmethod
    def start(cls, now: datetime) -> Self:
        """Return no answers yet."""
        return cls(_hour(now), {})

    @classmethod
    def parse(cls, state: str) -> Self:
        """Read what `str` wrote."""
        pairs = re.findall(rf"(.{{{_WIDTH}}})(.)", state[_WIDTH:])
        return cls(from_base36(state[:_WIDTH]), {from_base36(title): one for title, one in pairs})

    def __str__(self) -> str:
        """Return the part of a custom_id that holds them."""
        titles = (f"{to_base36(title, _WIDTH)}{one}" for title, one in self.given.items())
        return to_base36(self.hour, _WIDTH) + "".join(titles)

    def with_answer(self, anime_id: int, answer: str) -> Self:
        """Return these answers and one more."""
        return replace(self, given={**self.given, anime_id: answer})

    def is_over(self, now: datetime) -> bool:
        """Return whether they are too old to be gone on with."""
        return timedelta(hours=_hour(now) - self.hour) > _LIFETIME

    @property
    def entries(self) -> tuple[InlineEntry, ...]:
        """The list that the answers make."""
        scores = {title: ANSWERS[answer] for title, answer in self.given.items()}
        return tuple(
            InlineEntry(anime_id=title, score=score)
            for title, score in scores.items()
            if score is not None
        )

    @property
    def not_seen_ids(self) -> tuple[int, ...]:
        """The titles that the person has not seen."""
        return tuple(title for title, answer in self.given.items() if ANSWERS[answer] is None)


def _hour(now: datetime) -> int:
    return int(now.timestamp() // 3600)
