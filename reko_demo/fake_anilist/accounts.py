"""The accounts of the fake AniList: OAuth 2, and lists that their owners can change."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reko_core.domain.models import Entries, Status, normalise_name
from reko_demo.fake_anilist.graphql import GraphQLError
from reko_demo.fake_anilist.media_lists import FIRST_ID, STATUS_NAMES, Json, media_id_of
from reko_demo.fake_oauth.authorization import FakeAuthorization

__all__ = ["FakeAniListAccounts", "Resolver"]

Resolver = Callable[[Mapping[str, Any], str | None], Json | None]
"""Returns the value of a field at the root, from its arguments and the access token, if any.

Raises GraphQLError.
"""

_YEAR_S = 365 * 86_400
_MAX_POINTS = 100


class FakeAniListAccounts:
    """What AniList lets the owners of accounts do.

    titles: number of episodes by MAL id. entries: the lists by name, which are changed.
    authorization: gives the tokens.
    """

    def __init__(
        self,
        user_names: Sequence[str],
        titles: Mapping[int, int | None],
        *,
        client_id: str,
        client_secret: str,
    ) -> None:
        self.authorization = FakeAuthorization(
            "AniList",
            user_names,
            client_id=client_id,
            client_secret=client_secret,
            lifetime_s=_YEAR_S,
        )
        self.entries: dict[str, Entries] = {}
        self._titles = titles
        # What the arrays do not hold: points, and that a title is seen again.
        self._details: dict[tuple[str, int], tuple[int, str]] = {}
        self.resolvers: dict[str, Resolver] = {
            "Viewer": self._viewer,
            "Media": self._media,
            "SaveMediaListEntry": self._save,
            "DeleteMediaListEntry": self._delete,
        }

    def is_owner(self, access_token: str, name: str) -> bool:
        """Return whether a token belongs to the owner of a list."""
        owner = self.authorization.owner_of(access_token)
        return owner is not None and normalise_name(owner) == name

    def _owner(self, access_token: str | None) -> str:
        owner = self.authorization.owner_of(access_token or "")
        if owner is None:
            raise GraphQLError(400, "Invalid token")
        return owner

    def _viewer(self, _: Mapping[str, Any], token: str | None) -> Json:
        return {"id": 1, "name": self._owner(token)}

    def _media(self, arguments: Mapping[str, Any], token: str | None) -> Json:
        if "id" in arguments:
            return {"id": arguments["id"]}
        mal_id = arguments["idMal"]
        if mal_id not in self._titles:
            raise GraphQLError(404, "Not Found.")
        entry = None if token is None else self._entry(normalise_name(self._owner(token)), mal_id)
        return {
            "id": media_id_of(mal_id),
            "episodes": self._titles[mal_id],
            "mediaListEntry": entry,
        }

    def _save(self, arguments: Mapping[str, Any], token: str | None) -> Json:
        name, mal_id = normalise_name(self._owner(token)), arguments["mediaId"] - FIRST_ID
        points, status = arguments["scoreRaw"], arguments["status"]
        if mal_id not in self._titles or not 0 <= points <= _MAX_POINTS:
            raise GraphQLError(400, "validation")
        known = {one: status for status, one in STATUS_NAMES.items()}
        self.entries[name] = self.entries[name].with_entry(
            mal_id,
            score=(points + 5) // 10,
            status=known.get(status, Status.COMPLETED),
            n_episodes=arguments["progress"],
        )
        self._details[name, mal_id] = points, status
        entry = self._entry(name, mal_id)
        assert entry is not None
        return entry

    def _delete(self, arguments: Mapping[str, Any], token: str | None) -> Json:
        name, mal_id = normalise_name(self._owner(token)), arguments["id"] // 10 - FIRST_ID
        if self._entry(name, mal_id) is None:
            raise GraphQLError(404, "Not Found.")
        self.entries[name] = self.entries[name].without(mal_id)
        return {"deleted": True}

    def _entry(self, name: str, mal_id: int) -> Json | None:
        entries = self.entries[name]
        if mal_id not in entries.anime_ids:
            return None
        index = int((entries.anime_ids == mal_id).argmax())
        stored = 10 * int(entries.scores[index]), STATUS_NAMES[Status(int(entries.statuses[index]))]
        points, status = self._details.get((name, mal_id), stored)

        def score(**_: object) -> int:
            # Reko asks for this format only.
            return points

        return {
            "id": media_id_of(mal_id) * 10,
            "status": status,
            "score": score,
            "progress": max(int(entries.episodes[index]), 0),
        }
