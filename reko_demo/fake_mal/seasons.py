"""The titles of a season, as MAL sends them: those that start in it, and those that continue."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from reko_core.domain.models import Anime
from reko_core.domain.season import Season
from reko_demo.fake_mal.payloads import Json, node_json, parse_fields
from reko_demo.fake_server import BadQuery, parse_number

__all__ = ["SeasonQuery", "season_json"]

DEFAULT_LIMIT = 100
MAX_LIMIT = 500
SORTS = frozenset({"anime_score", "anime_num_list_users"})


@dataclass(frozen=True, slots=True)
class SeasonQuery:
    """How many titles are requested, whether also gray and black ones, and which fields."""

    limit: int
    is_nsfw_wanted: bool
    fields: Mapping[str, tuple[str, ...]]

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> Self:
        """Parse the parameters. Raises BadQuery with the first invalid one."""
        if query.get("sort", "anime_score") not in SORTS:
            raise BadQuery("sort")
        return cls(
            limit=parse_number(query, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
            is_nsfw_wanted=query.get("nsfw", "false") in {"true", "1"},
            fields=parse_fields(query.get("fields", "")),
        )


def season_json(titles: Iterable[Anime], season: Season, query: SeasonQuery) -> Json:
    """Return the titles of a season, most listed first."""
    found = [
        anime
        for anime in titles
        if (season.has_start(anime.start_date) or _continues(anime, season))
        and (query.is_nsfw_wanted or not anime.is_adult)
    ]
    found.sort(key=lambda anime: (-(anime.members or 0), anime.id))
    return {
        "data": [{"node": node_json(anime, query.fields)} for anime in found[: query.limit]],
        "paging": {},
        "season": {"year": season.year, "season": season.name},
    }


def _continues(anime: Anime, season: Season) -> bool:
    first_day = season.first_day.isoformat()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", anime.start_date or "") or anime.media_type != "tv":
        return False
    has_started = str(anime.start_date) < first_day
    if anime.end_date is None:
        return has_started and anime.airing == "currently_airing"
    return has_started and anime.end_date >= first_day
