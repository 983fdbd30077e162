"""Titles and entries in MAL's JSON, and the syntax of its `fields` parameter."""

import re
import zlib
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from reko_core.domain.models import Anime, Entries, Status

__all__ = ["entry_json", "node_json", "parse_fields", "sparse_json"]

Json = dict[str, object]

STATUS_NAMES: Mapping[Status, str] = {
    status: status.name.lower() for status in Status if status != Status.UNKNOWN
}
STATUS_FIELDS = ("status", "score", "num_episodes_watched", "is_rewatching", "updated_at")
MONTHS_TO_SEASON = ("winter", "spring", "summer", "fall")
# How much of a date the sparse titles have, in turn: the year, the month, all of it.
DATE_LENGTHS = (4, 7, 10)


def parse_fields(text: str) -> dict[str, tuple[str, ...]]:
    """Return the requested fields, each with its subfields: `a,b{c,d}`."""
    return {
        name: tuple(re.findall(r"\w+", inner))
        for name, inner in re.findall(r"(\w+)(\{[^{}]*\})?", text)
    }


def node_json(title: Anime, fields: Collection[str]) -> Json:
    """Return a title: what MAL always sends, and the requested fields where known."""
    node: Json = {"id": title.id, "title": title.title}
    requested = ["main_picture", *fields]
    known = {name: NODE_FIELDS[name](title) for name in requested if name in NODE_FIELDS}
    node.update((name, value) for name, value in known.items() if value not in (None, []))
    return node


def related_json(title: Anime, titles: Mapping[int, Anime]) -> list[Json]:
    """Return the `related_anime` of a title; those outside `titles` have no name."""
    return [
        {
            "node": node_json(titles.get(one.anime_id) or Anime(one.anime_id, ""), ()),
            "relation_type": one.kind,
            "relation_type_formatted": one.kind.replace("_", " ").capitalize(),
        }
        for one in title.relations
    ]


def entry_json(entries: Entries, index: int, updated_at: datetime, fields: Collection[str]) -> Json:
    """Return the `list_status` of one entry; unknown fields are left out."""
    status = Status(int(entries.statuses[index]))
    n_episodes = int(entries.episodes[index])
    known: Json = {
        "status": STATUS_NAMES.get(status),
        "score": int(entries.scores[index]),
        "num_episodes_watched": n_episodes if n_episodes >= 0 else None,
        "is_rewatching": False,
        "updated_at": updated_at.isoformat(),
    }
    requested = fields or STATUS_FIELDS
    return {name: known[name] for name in requested if known.get(name) is not None}


def sparse_json(title: Anime, position: int) -> Json:
    """Return a title with hardly more than its name."""
    node: Json = {"id": title.id, "title": title.title}
    if title.start_date:
        node["start_date"] = title.start_date[: DATE_LENGTHS[position % len(DATE_LENGTHS)]]
    return node


def _named(names: Collection[str]) -> list[Json]:
    return [{"id": zlib.crc32(name.encode()) % 1000 + 1, "name": name} for name in names]


def _picture(title: Anime) -> Json | None:
    return {"medium": title.picture, "large": title.picture} if title.picture else None


def _season(title: Anime) -> Json | None:
    if title.start_date is None:
        return None
    month = int(title.start_date[5:7] or 1)
    return {"year": title.year, "season": MONTHS_TO_SEASON[(month - 1) // 3]}


def _duration_s(title: Anime) -> int:
    return (title.duration_min or 0) * 60


def _synopsis(title: Anime) -> str:
    """Return a made-up synopsis in MAL's form: paragraphs, and who wrote it at the end."""
    genres = ", ".join(title.genres[:3]).lower() or "drama"
    return (
        f"Everything in {title.title} begins on an ordinary day. Nobody expects much of it, least "
        "of all those who are in the middle of it.\n\nThen something happens that turns the day "
        f"into a story of {genres}: a promise is made, a rival appears, and a door that was always "
        "closed stands open. Whoever goes through it cannot come back as the same person. Together "
        "they find out what they would give up for each other, and what they would not. But the "
        "rival has not said the last word, and the year is not over yet."
        "\n\n[Written by MAL Rewrite]"
    )


NODE_FIELDS: Mapping[str, Callable[[Anime], object]] = {
    "alternative_titles": lambda title: {
        "synonyms": [*title.synonyms],
        "en": title.title_english or "",
        "ja": title.title_japanese or "",
    },
    "average_episode_duration": _duration_s,
    "genres": lambda title: _named(title.genres),
    "end_date": lambda title: title.end_date,
    "main_picture": _picture,
    "mean": lambda title: title.mean,
    "media_type": lambda title: title.media_type or "unknown",
    "num_episodes": lambda title: title.n_episodes or 0,
    "num_list_users": lambda title: title.members,
    "num_scoring_users": lambda title: title.scored_by,
    "rating": lambda title: title.age_rating,
    "nsfw": lambda title: "black" if title.is_adult else "white",
    "source": lambda title: title.origin,
    "start_date": lambda title: title.start_date,
    "start_season": _season,
    "status": lambda title: title.airing,
    "synopsis": _synopsis,
    "studios": lambda title: _named(title.studios),
}
