"""Group the titles of the catalogue by their relations."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from reko_core.domain.models import Anime
from reko_core.engine.data.franchises import group_franchises

__all__ = ["first_word", "franchise_labels", "related_groups"]

_NO_FRANCHISE = frozenset({"character", "other", "unknown"})
_MIN_WORD = 3
_MIN_PREFIX, _MIN_PREFIX_WORDS = 10, 2


def franchise_labels(titles: Mapping[int, Anime]) -> dict[int, int]:
    """Return a franchise label for each title, as the catalogue has them: joined titles share one.

    MAL's relations join titles, except `character` and `other`, which are guest appearances. Titles
    without relation types are joined by the franchise numbers of their source; if no source has
    numbers, an untyped relation joins two titles that share their first word.
    """
    is_numbered = any(anime.franchise_id is not None for anime in titles.values())
    untyped = () if is_numbered else _untyped_pairs(titles)
    return _label(titles, [*_catalogued_pairs(titles), *untyped])


def related_groups(titles: Mapping[int, Anime]) -> dict[int, int]:
    """Return a group label for each title: of those that may have to do with each other.

    Groups are `franchise_labels` and, for titles without a franchise number of their source, those
    joined by an untyped relation to a title with the same first word, and by a title that starts
    with the whole title of another.
    """
    pairs = *_catalogued_pairs(titles), *_untyped_pairs(titles), *_prefix_pairs(titles)
    return _label(titles, pairs)


def _label(titles: Mapping[int, Anime], pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return the label of each title's connected component; pairs: of MAL ids."""
    ids = np.array(sorted(titles), np.int64)
    ends = np.searchsorted(ids, np.array(pairs, np.int64).reshape(-1, 2))
    labels = group_franchises(len(ids), ends[:, 0], ends[:, 1])
    return dict(zip(ids.tolist(), labels.tolist(), strict=True))


def _catalogued_pairs(titles: Mapping[int, Anime]) -> Iterator[tuple[int, int]]:
    """Yield the ids of titles joined by typed relations and by franchise numbers."""
    first_of: dict[int, int] = {}
    for anime_id in sorted(titles):
        anime = titles[anime_id]
        if anime.franchise_id is not None and not anime.is_typed:
            yield anime_id, first_of.setdefault(anime.franchise_id, anime_id)
        for relation in anime.relations:
            if relation.anime_id in titles and relation.kind not in _NO_FRANCHISE:
                yield anime_id, relation.anime_id


def _untyped_pairs(titles: Mapping[int, Anime]) -> Iterator[tuple[int, int]]:
    """Yield the ids of untyped relations of titles that are not both numbered and share a word."""
    for anime_id, anime in titles.items():
        for relation in anime.relations:
            other = titles.get(relation.anime_id)
            if (
                other is not None
                and relation.kind == "unknown"
                and (anime.franchise_id is None or other.franchise_id is None)
                and _share_word(anime, other)
            ):
                yield anime_id, relation.anime_id


def _prefix_pairs(titles: Mapping[int, Anime]) -> Iterator[tuple[int, int]]:
    """Yield the ids of untyped, unnumbered titles that start with a whole title, and of that one.

    `X 2nd Season` and `X: The Movie` are found even if nothing relates them to X.
    """
    prefix: list[str] = []
    prefix_id = 0
    for words, anime_id in sorted((_words(anime.title), one) for one, anime in titles.items()):
        if prefix and words[: len(prefix)] == prefix:
            anime = titles[anime_id]
            if anime.franchise_id is None and not anime.is_typed:
                yield anime_id, prefix_id
        elif len(words) >= _MIN_PREFIX_WORDS and len("".join(words)) >= _MIN_PREFIX:
            prefix, prefix_id = words, anime_id


def first_word(title: str) -> str:
    """Return the first word of a title in lower case, empty if it is short."""
    words = _words(title)
    return words[0] if words and len(words[0]) >= _MIN_WORD else ""


def _words(title: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in title.casefold()).split()


def _share_word(one: Anime, other: Anime) -> bool:
    word = first_word(one.title)
    return word != "" and word == first_word(other.title)
