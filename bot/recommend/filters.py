"""The filters of a request, described in one line."""

from collections.abc import Iterator, Mapping

from bot.formatting.markdown import plain
from bot.i18n.texts import Texts
from reko_core.contract.recommend import Request

__all__ = ["AGE_RATINGS", "POPULARITIES", "describe_filters", "years"]

AGE_RATINGS: Mapping[str, str] = {
    "g": "G",
    "pg": "PG",
    "pg_13": "PG-13",
    "r": "R",
    "r+": "R+",
    "rx": "Rx",
}
POPULARITIES: Mapping[float, str] = {
    -1.0: "popularity-gems",
    -0.5: "popularity-rather-gems",
    0.0: "popularity-balanced",
    0.5: "popularity-rather-known",
    1.0: "popularity-known",
}
"""Popularity offered on Discord -> its text."""


def describe_filters(request: Request, texts: Texts) -> str | None:
    """Describe the filters and the preferred popularity; None if there are none."""
    only = list(_only(request, texts))
    parts = [texts("page-only", filters=" · ".join(only))] if only else []
    if request.exclude_genres:
        genres = ", ".join(plain(genre, 64) for genre in request.exclude_genres)
        parts.append(texts("page-without", genres=genres))
    if request.include_planned and not request.only_planned:
        parts.append(texts("page-with-planned"))
    if request.popularity and (key := POPULARITIES.get(request.popularity)):
        parts.append(texts(key))
    return " · ".join(parts) or None


def _only(request: Request, texts: Texts) -> Iterator[str]:
    if request.only_planned:
        yield texts("page-planned")
    yield from (plain(genre, 64) for genre in request.genres)
    yield from (texts(f"type-{kind}") for kind in request.types)
    if request.max_episodes is not None:
        yield texts("page-max-episodes", n=request.max_episodes)
    if request.year_from is not None or request.year_to is not None:
        yield _describe_years(request.year_from, request.year_to, texts)
    yield from (AGE_RATINGS[rating] for rating in request.age_ratings)


def _describe_years(first: int | None, last: int | None, texts: Texts) -> str:
    """Years are passed as strings: Fluent would write 2,010."""
    if first is None or last is None:
        key = "page-until" if first is None else "page-since"
        return texts(key, year=str(last if first is None else first))
    return years(first, last)


def years(first: int | None, last: int | None) -> str:
    """Format a range of years as people write it: `2015`, `2010-2019`, `2020-`, `-1999`."""
    if first == last:
        return str(first or "")
    return f"{first or ''}-{last or ''}"
