"""Users, updates and pages in Jikan's JSON."""

from collections.abc import Sequence
from datetime import UTC, datetime

from reko_core.domain.models import Anime, Entries, Status

__all__ = ["friend_json", "page_json", "profile_json", "update_json"]

Json = dict[str, object]

SITE = "https://myanimelist.net"
TIMESTAMP = datetime(2024, 1, 1, tzinfo=UTC).isoformat()
STATUS_NAMES = {
    Status.WATCHING: "Watching",
    Status.COMPLETED: "Completed",
    Status.ON_HOLD: "On-Hold",
    Status.DROPPED: "Dropped",
    Status.PLAN_TO_WATCH: "Plan to Watch",
}


def update_json(name: str, title: Anime, entries: Entries | None, index: int) -> Json:
    """Return the update of one title; without entries (a private list) just "Watching"."""
    score = int(entries.scores[index]) if entries is not None else 0
    status = Status(int(entries.statuses[index])) if entries is not None else Status.WATCHING
    n_watched = int(entries.episodes[index]) if entries is not None else 1
    return {
        "user": _user(name),
        "score": score or None,
        "status": STATUS_NAMES.get(status, "Watching"),
        "episodes_seen": n_watched if n_watched >= 0 else None,
        "episodes_total": title.n_episodes,
        "date": TIMESTAMP,
    }


def friend_json(name: str) -> Json:
    """Return a friend."""
    return {"user": _user(name), "last_online": TIMESTAMP, "friends_since": TIMESTAMP}


def profile_json(name: str, number: int) -> Json:
    """Return a profile with the required fields only."""
    unknown = dict.fromkeys(("gender", "birthday", "location"))
    return {
        "data": {"mal_id": number, **_user(name), "last_online": TIMESTAMP, **unknown}
        | {"joined": TIMESTAMP}
    }


def page_json(items: Sequence[Json], page: int, n_pages: int) -> Json:
    """Return one page of several."""
    pagination = {"last_visible_page": n_pages, "has_next_page": page < n_pages}
    return {"pagination": pagination, "data": list(items)}


def _user(name: str) -> Json:
    picture = f"{SITE}/images/kaomoji_mal_white.png"
    images = {kind: {"image_url": picture} for kind in ("jpg", "webp")}
    return {"username": name, "url": f"{SITE}/profile/{name}", "images": images}
