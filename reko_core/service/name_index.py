"""An index of the names of all titles: exact ones, parts of names, and names typed with errors.

Names are compared in lower case, without accents and punctuation. Titles are kept in the order of
their popularity, so that a search reads the matches best first and stops when it has enough.
"""

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from reko_core.contract.title_query import FoundBy
from reko_core.domain.models import Anime

__all__ = ["Hit", "NameIndex", "TitleNames", "normalised"]

_MIN_SIMILARITY = 75
# Of a text that resembles a part of a name, against one that resembles all of it.
_PART_WEIGHT = 0.95
_MIN_SIMILAR_LENGTH = 4
_MIN_PART_LENGTH = 2
_PERFECT = 100.0
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A title that matches. similarity: 0-100, less than 100 only for similar ones."""

    anime_id: int
    found_by: FoundBy
    similarity: float = _PERFECT


@dataclass(frozen=True, slots=True)
class TitleNames:
    """What the index holds of a title: its names, normalised, each once."""

    anime_id: int
    members: int
    is_adult: bool
    main: tuple[str, ...]
    synonyms: tuple[str, ...]

    @classmethod
    def of(cls, anime: Anime) -> "TitleNames":
        """Return the names of a title; the main, English and Japanese ones are `main`."""
        names = (anime.title, anime.title_english, anime.title_japanese)
        main = tuple(dict.fromkeys(normalised(name) for name in names if name))
        others = dict.fromkeys(map(normalised, anime.synonyms))
        synonyms = tuple(name for name in others if name not in main)
        return cls(anime.id, anime.members or 0, anime.is_adult, main, synonyms)


class _Lines:
    """Names in one string, a line each: it is searched in a few milliseconds."""

    def __init__(self, names: Iterable[str]) -> None:
        lines = list(names)
        self._text = "\n".join(["", *lines, ""])
        self._starts = array("l", accumulate((len(line) + 1 for line in lines), initial=1))

    def find(self, part: str) -> Iterator[int]:
        """Yield the index of each name with the part, ascending, once for every occurrence.

        A part may begin or end with the line break before or after a name.
        """
        at = self._text.find(part)
        while at >= 0:
            yield bisect_right(self._starts, at + 1) - 1
            at = self._text.find(part, at + 1)


class NameIndex:
    """Finds titles by any of their names. Blocking: a search takes up to some 100 ms."""

    def __init__(self, titles: Iterable[TitleNames]) -> None:
        known = sorted(titles, key=lambda one: (-one.members, one.anime_id))
        self._names = [name for one in known for name in (*one.main, *one.synonyms)]
        n_names = np.array([len(one.main) + len(one.synonyms) for one in known], np.int32)
        n_main = np.array([len(one.main) for one in known], np.int32)
        # (n_titles,): id, whether it is for adults only, and the index of the first name.
        self._ids = np.array([one.anime_id for one in known], np.int32)
        self._is_adult = np.array([one.is_adult for one in known], bool)
        self._first_names = np.cumsum(n_names, dtype=np.int32) - n_names
        # (n_names,): the title of each name, whether it is more than a synonym, and its length.
        self._title_of = np.repeat(np.arange(len(known), dtype=np.int32), n_names)
        place = np.arange(len(self._names)) - self._first_names[self._title_of]
        self._is_main = place < n_main[self._title_of]
        self._n_characters = np.fromiter(map(len, self._names), np.int32, len(self._names))
        # Each word behind a space, and each name without spaces.
        self._words = _Lines(f" {name}" for name in self._names)
        self._joined = _Lines(map(_joined, self._names))

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def n_names(self) -> int:
        """The number of names."""
        return len(self._names)

    def search(self, text: str, limit: int, *, include_adult: bool) -> list[Hit]:
        """Return the titles with a name like the text: by kind of match, then by popularity.

        Similar names are looked for only if the others are too few; they come by similarity.
        """
        key = normalised(text)
        if not key or not len(self):
            return []
        hits: dict[int, Hit] = {}
        for title, found_by, similarity in self._matches(key):
            if title not in hits and (include_adult or not self._is_adult[title]):
                hits[title] = Hit(int(self._ids[title]), found_by, similarity)
                if len(hits) == limit:
                    break
        return list(hits.values())

    def _matches(self, key: str) -> Iterator[tuple[int, FoundBy, float]]:
        """Yield titles by the order of popularity, the kind of match, and the similarity."""
        exact: tuple[tuple[FoundBy, Iterator[int]], ...] = (
            ("name", self._exact(key, is_main=True)),
            ("synonym", self._exact(key, is_main=False)),
            ("start", self._starting(key)),
            ("part", self._containing(key)),
        )
        for found_by, names in exact:
            for name in names:
                yield int(self._title_of[name]), found_by, _PERFECT
        if len(key) >= _MIN_SIMILAR_LENGTH:
            for title, similarity in self._similar(key):
                yield title, "similar", similarity

    def _exact(self, key: str, *, is_main: bool) -> Iterator[int]:
        # "K-On!" is found as "kon", too.
        found = self._joined.find(f"\n{_joined(key)}\n")
        return (name for name in found if self._is_main[name] == is_main)

    def _starting(self, key: str) -> Iterator[int]:
        texts = (self._words, f" {key}"), (self._joined, f"\n{_joined(key)}")
        return merge(*(text.find(part) for text, part in texts))

    def _containing(self, key: str) -> Iterator[int]:
        words = key.split()
        longest = max(words, key=len)
        if len(longest) < _MIN_PART_LENGTH:
            return
        for name in self._words.find(longest):
            if all(word in self._names[name] for word in words):
                yield name

    def _similar(self, key: str) -> Iterator[tuple[int, float]]:
        similarity = _similarity(key, self._names, fuzz.ratio)
        longer = np.flatnonzero(self._n_characters > len(key))
        parts = _similarity(key, [self._names[name] for name in longer], fuzz.partial_ratio)
        similarity[longer] = np.maximum(similarity[longer], _PART_WEIGHT * parts)
        best = np.maximum.reduceat(similarity, self._first_names)
        order = np.argsort(-best, kind="stable")
        for title in order[: np.count_nonzero(best)].tolist():
            yield title, float(best[title])


def normalised(name: str) -> str:
    """Return the name as it is compared: in lower case, without accents and punctuation.

    A name of nothing but punctuation keeps it.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = default_process(letters.replace("'", "").replace("\u2019", "")).split()
    return " ".join(words) or "".join(decomposed.split())


def _joined(name: str) -> str:
    return name.replace(" ", "")


def _similarity(key: str, names: list[str], scorer: Callable[..., float]) -> NDArray[np.float32]:
    """Return (n_names,) 0-100, 0 below `_MIN_SIMILARITY`."""
    similarity = np.zeros(len(names), np.float32)
    # rapidfuzz compares without Python's lock, but reads the names with it, some 10 ms for all.
    for start in range(0, len(names), _BATCH):
        some = names[start : start + _BATCH]
        scores = process.cdist([key], some, scorer=scorer, score_cutoff=_MIN_SIMILARITY)
        similarity[start : start + _BATCH] = scores[0]
    return similarity
