"""Sources of user names.

Each continues where it stopped, also after a restart. The position is stored before the request,
so that a page that Jikan can never return is not requested for ever.
"""

from collections.abc import Sequence
from math import gcd
from typing import Protocol

from reko_core.clients.jikan import JikanClient
from reko_core.errors import JikanNotFound
from reko_core.runtime.clock import Clock
from reko_core.store import Store

__all__ = ["FriendsSource", "NameSource", "RandomSource", "UpdatesSource"]

CURSOR_KEY = "crawl.updates"
N_TITLES = 2000
MAX_PAGES = 20
# Very popular titles, for a catalogue that is still empty.
FIRST_TITLES = (16498, 1535, 5114, 30276, 11757, 38000, 20, 4224, 199, 1, 22319, 9253)
GOLDEN = 0.618034


class NameSource(Protocol):
    """A source of user names."""

    name: str

    async def find(self) -> Sequence[str]:
        """Return some names, after one request at most. Raises JikanError, StoreError."""


class UpdatesSource:
    """Users who recently updated a popular title on their list.

    Consecutive titles are far from each other in the order of popularity, so that their audiences
    differ; the first pages of all titles come before the second page of any.
    """

    name = "updates"

    def __init__(self, store: Store, jikan: JikanClient) -> None:
        self._store = store
        self._jikan = jikan

    async def find(self) -> Sequence[str]:
        """Return the users on the next page."""
        popular = await self._store.catalogue.most_popular(N_TITLES)
        titles = list(dict.fromkeys((*popular, *FIRST_TITLES)))[:N_TITLES]
        turn = _number(await self._store.state.get(CURSOR_KEY))
        await self._store.state.put(CURSOR_KEY, str(turn + 1))
        page = turn // len(titles) % MAX_PAGES + 1
        try:
            found = await self._jikan.anime_user_updates(titles[_position(turn, len(titles))], page)
        except JikanNotFound:
            return ()
        return found.names


class FriendsSource:
    """Friends of users whose list is stored."""

    name = "friends"

    def __init__(self, store: Store, jikan: JikanClient, clock: Clock) -> None:
        self._store = store
        self._jikan = jikan
        self._clock = clock

    async def find(self) -> Sequence[str]:
        """Return the friends of the next user, none if all were read."""
        users = await self._store.mal_users.without_friends(1)
        if not users:
            return ()
        await self._store.mal_users.record_friends(users[0].name, self._clock.now())
        try:
            return (await self._jikan.friends(users[0].display_name)).names
        except JikanNotFound:
            return ()


class RandomSource:
    """Random users."""

    name = "random"

    def __init__(self, jikan: JikanClient) -> None:
        self._jikan = jikan

    async def find(self) -> Sequence[str]:
        """Return one name, or none."""
        try:
            name = await self._jikan.random_user()
        except JikanNotFound:
            return ()
        return () if name is None else (name,)


def _position(turn: int, n: int) -> int:
    """Return a position below n: each once in n turns, consecutive ones far from each other."""
    step = max(1, round(GOLDEN * n))
    while gcd(step, n) > 1:
        step += 1
    return turn * step % n


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isdecimal() else 0
