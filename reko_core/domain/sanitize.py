"""Sanitizing of titles from MAL and from dumps before they are stored.

They are untrusted: invalid values become unknown, texts lose control characters, and everything is
bounded, so that no title can fill a message, a database row or the memory. Titles are also escaped
wherever they are displayed.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from reko_core.domain.models import MAX_SCORE, Anime, Relation
from reko_core.domain.text import clean

__all__ = [
    "MAX_NAMES",
    "MAX_TEXT",
    "picture_url",
    "sanitize_synopsis",
    "sanitize_text",
    "sanitized",
]

MAX_TEXT, MAX_SYNOPSIS = 300, 4000
MAX_NAMES = 50
_MAX_RELATIONS = 500
_MAX_URL = 500
_MAX_INT32 = 2**31 - 1
# Longer texts are cut before they are cleaned.
_MAX_RAW_TEXT = 8 * MAX_TEXT

_SYNOPSIS_SOURCE = re.compile(
    r" *(?:\[Written by[^]]*\]|\((?:adapted from )?Source:[^)]*\))$", re.IGNORECASE
)
_CODE = re.compile(r"[A-Za-z0-9_+ -]{1,40}")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
# A host name with a top-level domain: no IP address, no host of a local network, no port and no
# credentials.
_URL = re.compile(
    r"https?://((?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9]))"
    r"(/[\w!$%&'()*+,./:;=?@~-]*)",
    re.IGNORECASE | re.ASCII,
)
_LOCAL = re.compile(r"\.(?:local|localhost|internal|intranet|lan|home|corp|arpa)$", re.IGNORECASE)


def sanitized(anime: Anime) -> Anime | None:
    """Return the sanitized title; None if its id is invalid or it has no name.

    Raises TypeError if a text is not a string.
    """
    title = sanitize_text(anime.title)
    if not title or _count(anime.id) is None:
        return None
    return replace(
        anime,
        title=title,
        title_english=sanitize_text(anime.title_english) or None,
        title_japanese=sanitize_text(anime.title_japanese) or None,
        synonyms=_names(anime.synonyms),
        media_type=_code(anime.media_type),
        n_episodes=_count(anime.n_episodes),
        start_date=_matching(_DATE, anime.start_date),
        end_date=_matching(_DATE, anime.end_date),
        airing=_code(anime.airing),
        mean=_mean(anime.mean),
        scored_by=_count(anime.scored_by),
        members=_count(anime.members),
        age_rating=_code(anime.age_rating),
        genres=_names(anime.genres),
        origin=_code(anime.origin),
        studios=_names(anime.studios),
        picture=picture_url(anime.picture),
        duration_min=_count(anime.duration_min),
        relations=_relations(anime.relations),
    )


def sanitize_text(text: str | None) -> str:
    """Return the text on one line of at most `MAX_TEXT` characters, without control characters.

    Raises TypeError if it is not a string.
    """
    if text is None:
        return ""
    if not isinstance(text, str):
        raise TypeError("not a text")
    if text.isprintable() and len(text) <= MAX_TEXT:
        return " ".join(text.split())
    return clean(text[:_MAX_RAW_TEXT])[:MAX_TEXT].rstrip()


def sanitize_synopsis(text: str) -> str:
    """Return a synopsis on one line of at most `MAX_SYNOPSIS` characters, without its source.

    MAL ends them with a source or with "[Written by MAL Rewrite]".
    """
    cleaned = clean(text[: 2 * MAX_SYNOPSIS])
    return _SYNOPSIS_SOURCE.sub("", cleaned)[:MAX_SYNOPSIS].rstrip()


def picture_url(text: str | None) -> str | None:
    """Return the https URL of a picture on a public host, None for any other URL.

    Reko itself fetches no pictures; clients that display its responses do.
    """
    if text is None or len(text) > _MAX_URL:
        return None
    match = _URL.fullmatch(text)
    if match is None or _LOCAL.search(match[1]):
        return None
    return f"https://{match[1]}{match[2]}"


def _matching(pattern: re.Pattern[str], text: str | None) -> str | None:
    return text if text is not None and pattern.fullmatch(text) else None


def _code(text: str | None) -> str | None:
    return _matching(_CODE, text)


def _count(number: int | None) -> int | None:
    return number if number is not None and 1 <= number <= _MAX_INT32 else None


def _mean(mean: float | None) -> float | None:
    return mean if mean is not None and 1 <= mean <= MAX_SCORE else None


def _names(names: Iterable[str]) -> tuple[str, ...]:
    cleaned = (sanitize_text(name) for _, name in zip(range(MAX_NAMES), names, strict=False))
    return tuple(dict.fromkeys(name for name in cleaned if name))


def _relations(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    some = (one for _, one in zip(range(_MAX_RELATIONS), relations, strict=False))
    return tuple(
        Relation(one.anime_id, _code(one.kind) or "unknown")
        for one in some
        if _count(one.anime_id) is not None
    )
