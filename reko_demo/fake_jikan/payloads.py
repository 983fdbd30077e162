"""Users, updates and pages in Jikan's JSON."""

from collections.abc import Sequence
from datetime import UTC, datetime

from reko_core.domain.models import Anime, Entries, Status

__all__ = ["friend_json", "page_json", "profile_json", "update_json"]

Json = dict[str, object]

SITE = "https://myanimelist.net"
MOMENT = datetime(2024, 1, 1, tzinfo=UTC).isoformat()
STATUS_WORDS = {
    Status.WATCHING: "Watching",
    Status.COMPLETED: "Completed",
    Status.ON_HOLD: "On-Hold",
    Status.DROPPED: "Dropped",
    Status.PLAN_TO_WATCH: "Plan to Watch",
}


def update_json(name: str, title: Anime, entries: Entries | None, index: int) -> Json:
    """Return a change of one title; without entries (of a hidden list) a mere "Watching"."""
    score = int(entries.scores[index]) if entries is not None else 0
    status = Status(int(entries.statuses[index])) if entries is not None else Status.WATCHING
    seen = int(entries.episodes[index]) if entries is not None else 1
    return {
        "user": _user(name),
        "score": score or None,
        "status": STATUS_WORDS.get(status, "Watching"),
        "episodes_seen": seen if seen >= 0 else None,
        "episodes_total": title.n_episodes,
        "date": MOMENT,
    }


def friend_json(name: str) -> Json:
    """Return a friend."""
    return {"user": _user(name), "last_online": MOMENT, "friends_since": MOMENT}


def profile_json(name: str, number: int) -> Json:
    """Return a profile that tells no more than it must."""
    unknown = dict.fromkeys(("gender", "birthday", "location"))
    return {
        "data": {"mal_id": number, **_user(name), "last_online": MOMENT, **unknown}
        | {"joined": MOMENT}
    }


def page_json(items: Sequence[Json], page: int, n_pages: int) -> Json:
    """Return one page of several."""
    pagination = {"last_visible_page": n_pages, "has_next_page": page < n_pages}
    return {"pagination": pagination, "data": list(items)}


def _user(name: str) -> Json:
    picture = f"{SITE}/images/kaomoji_mal_white.png"
    images = {kind: {"image_url": picture} for kind in ("jpg", "webp")}
    return {"username": name, "url": f"{SITE}/profile/{name}", "images": images}
