"""The query parameters of a list request, validated as MAL does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from reko_demo.fake_mal.payloads import parse_fields
from reko_demo.fake_server import BadQuery, parse_number

__all__ = ["ListQuery"]

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
SORTS = frozenset({"anime_id", "list_updated_at"})


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The requested part of a list: which entries, in which order, with which fields."""

    limit: int
    offset: int
    is_nsfw_wanted: bool
    sort: str
    fields: Mapping[str, tuple[str, ...]]

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> Self:
        """Parse the parameters. Raises BadQuery with the first invalid one."""
        sort = query.get("sort", "anime_id")
        if sort not in SORTS:
            raise BadQuery("sort")
        return cls(
            limit=parse_number(query, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
            offset=parse_number(query, "offset", 0, 0, None),
            is_nsfw_wanted=query.get("nsfw", "false") in {"true", "1"},
            sort=sort,
            fields=parse_fields(query.get("fields", "")),
        )
