"""Rows of Kaggle's title tables as `Anime`."""

import html
import re
from typing import Any

from reko_core.community.importers.titles.values import (
    known_text,
    parse_airing,
    real_number,
    split_names,
    whole_number,
)
from reko_core.domain.models import Anime

__all__ = ["parse_kaggle_row"]

_AGE_RATINGS = {"g": "g", "pg": "pg", "pg-13": "pg_13", "r": "r", "r+": "r+", "rx": "rx"}
_MONTHS = {
    name: f"{n:02}"
    for n, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_DATE = re.compile(r"(?:(\w{3})\w* )?(?:(\d{1,2}), )?(\d{4})")


def parse_kaggle_row(row: dict[str, Any]) -> Anime | None:
    """Read a row of one of Kaggle's three tables; keys are in lower case."""
    anime_id = whole_number(row.get("anime_id") or row.get("mal_id"))
    title = html.unescape((row.get("name") or row.get("title") or "").strip())
    if not anime_id or not title:
        return None
    # The table of 2016 calls the mean `rating`; later ones use that for the age rating.
    is_first = "score" not in row
    first, _, last = (row.get("aired") or "").partition(" to ")
    return Anime(
        id=anime_id,
        title=title,
        title_english=known_text(row.get("english name")),
        title_japanese=known_text(row.get("japanese name") or row.get("other name")),
        media_type=(known_text(row.get("type")) or "").lower().replace(" ", "_") or None,
        n_episodes=whole_number(row.get("episodes")) or None,
        start_date=_date(first),
        end_date=_date(last),
        airing=parse_airing(row.get("status")),
        mean=real_number(row.get("rating") if is_first else row.get("score")),
        scored_by=whole_number(row.get("scored by")),
        members=whole_number(row.get("members")),
        age_rating=None if is_first else _age_rating(row.get("rating")),
        genres=split_names(row.get("genre") or row.get("genres")),
        origin=(known_text(row.get("source")) or "").lower().replace(" ", "_") or None,
        studios=split_names(row.get("studios")),
        picture=known_text(row.get("image url")),
    )


def _age_rating(text: str | None) -> str | None:
    """Read `PG-13 - Teens 13 or older`."""
    return _AGE_RATINGS.get((text or "").split(" ")[0].lower())


def _date(text: str) -> str | None:
    """Read a date such as `Apr 3, 1998`, as precise as it is."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    month, day, year = match.groups()
    parts = [year]
    if month and month.lower() in _MONTHS:
        parts.append(_MONTHS[month.lower()])
        if day:
            parts.append(day.zfill(2))
    return "-".join(parts)
