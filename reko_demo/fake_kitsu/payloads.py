"""Lists and titles as JSON:API documents of Kitsu."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from reko_core.domain.models import Anime, Entries, Status

__all__ = ["Json", "entry_json", "errors_json", "mappings_json", "title_json", "user_json"]

Json = dict[str, Any]

STATUS_NAMES = {
    Status.WATCHING: "current",
    Status.COMPLETED: "completed",
    Status.ON_HOLD: "on_hold",
    Status.DROPPED: "dropped",
    Status.PLAN_TO_WATCH: "planned",
}


def user_json(user_id: int, name: str) -> Json:
    """Return a user, whose slug is the name in lower case."""
    return _resource("users", user_id, {"name": name, "slug": name.lower()})


def entry_json(
    entries: Entries, index: int, site_id: int, updated_at: datetime, fields: Collection[str]
) -> Json:
    """Return an entry of a list; its title is referred to only if the field is requested."""
    score, n_episodes = int(entries.scores[index]), int(entries.episodes[index])
    attributes: Json = {
        "status": STATUS_NAMES.get(Status(int(entries.statuses[index]))),
        "ratingTwenty": 2 * score or None,
        "progress": max(n_episodes, 0),
        "reconsuming": False,
        "private": False,
        "updatedAt": f"{updated_at:%Y-%m-%dT%H:%M:%S}.000Z",
    }
    attributes = {name: value for name, value in attributes.items() if name in fields}
    related = {"anime": {"data": _reference("anime", site_id)}} if "anime" in fields else {}
    return _resource("libraryEntries", 1000 * site_id + index, attributes, related)


def title_json(site_id: int, title: Anime) -> Json:
    """Return a title."""
    slug = "-".join("".join(char if char.isalnum() else " " for char in title.title).split())
    return _resource("anime", site_id, {"slug": slug.lower()})


def mappings_json(titles: Iterable[tuple[int, int | None]]) -> Json:
    """Return titles with their mappings, those to MAL among others; of each both ids."""
    data, included = [], []
    for site_id, mal_id in titles:
        external = {"thetvdb": f"{site_id}/1"}
        if mal_id is not None:
            external["myanimelist/anime"] = str(mal_id)
        mappings = [
            _resource("mappings", 10 * site_id + at, {"externalSite": site, "externalId": one})
            for at, (site, one) in enumerate(external.items())
        ]
        references = [_reference("mappings", int(one["id"])) for one in mappings]
        data.append(_resource("anime", site_id, {}, {"mappings": {"data": references}}))
        included += mappings
    return {"data": data, "included": included, "meta": {"count": len(data)}, "links": {}}


def errors_json(status: int, title: str) -> Json:
    """Return the body of an error; its status is a string."""
    return {"errors": [{"title": title, "detail": title, "code": "103", "status": str(status)}]}


def _resource(kind: str, number: int, attributes: Json, related: Json | None = None) -> Json:
    resource = {**_reference(kind, number), "attributes": attributes}
    return resource if related is None else {**resource, "relationships": related}


def _reference(kind: str, number: int) -> Json:
    return {"type": kind, "id": str(number)}
