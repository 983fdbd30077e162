"""The filters of a request, described in one line."""

from collections.abc import Mapping

from bot.formatting.markdown import plain
from bot.i18n.texts import Texts
from reko_core.contract.group import GroupRequest
from reko_core.contract.recommend import Request
from reko_core.service.shortage import Shortage

__all__ = [
    "AGE_RATINGS",
    "POPULARITIES",
    "describe_filters",
    "filter_texts",
    "nothing_left",
    "years",
]

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
    filters = filter_texts(request, texts)
    without = filters.pop("exclude_genres", None)
    parts = [texts("page-only", filters=" · ".join(filters.values()))] if filters else []
    if without:
        parts.append(without)
    if request.include_planned and not request.only_planned:
        parts.append(texts("page-with-planned"))
    if request.popularity and (key := POPULARITIES.get(request.popularity)):
        parts.append(texts(key))
    return " · ".join(parts) or None


def filter_texts(request: Request | GroupRequest, texts: Texts) -> dict[str, str]:
    """Return what each filter of a request leaves, by its name in `shortage.FILTERS`."""
    n_episodes = request.max_episodes
    described = {
        "only_planned": texts("page-planned") if request.only_planned else "",
        "genres": " · ".join(plain(genre, 64) for genre in request.genres),
        "types": " · ".join(texts(f"type-{kind}") for kind in request.types),
        "max_episodes": texts("page-max-episodes", n=n_episodes) if n_episodes else "",
        "years": _describe_years(request.year_from, request.year_to, texts),
        "age_ratings": " · ".join(AGE_RATINGS[rating] for rating in request.age_ratings),
    }
    if request.exclude_genres:
        genres = ", ".join(plain(genre, 64) for genre in request.exclude_genres)
        described["exclude_genres"] = texts("page-without", genres=genres)
    return {name: text for name, text in described.items() if text}


def nothing_left(request: Request, shortage: Shortage | None, texts: Texts) -> str:
    """Say why there are no titles, and what brings some."""
    if shortage is None:
        return texts("page-nothing")
    described = {**filter_texts(request, texts), "banned_ids": texts("page-bans")}
    blockers = [described[name] for name in shortage.blockers if name in described]
    if blockers:
        filters = " · ".join(f"**{text}**" for text in blockers)
        return texts("page-nothing-with", n=len(blockers), filters=filters)
    return texts("page-nothing-together" if shortage.filters else "page-nothing-new")


def _describe_years(first: int | None, last: int | None, texts: Texts) -> str:
    """Years are passed as strings: Fluent would write 2,010."""
    if first is None and last is None:
        return ""
    if first is None or last is None:
        key = "page-until" if first is None else "page-since"
        return texts(key, year=str(last if first is None else first))
    return years(first, last)


def years(first: int | None, last: int | None) -> str:
    """Format a range of years as people write it: `2015`, `2010-2019`, `2020-`, `-1999`."""
    if first == last:
        return str(first or "")
    return f"{first or ''}-{last or ''}"
