"""Where names are found: three sources, asked in turn.

Each goes on where it stopped, also after a restart, and goes on before it asks: a page that
Jikan can never give must not hold it up for ever.
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
# Known to nearly everybody, for a catalogue that is still empty.
FIRST_TITLES = (16498, 1535, 5114, 30276, 11757, 38000, 20, 4224, 199, 1, 22319, 9253)
GOLDEN = 0.618034


class NameSource(Protocol):
    """Anything that has names."""

    name: str

    async def find(self) -> Sequence[str]:
        """Return some names after one question at most. Raises JikanError, StoreError."""


class UpdatesSource:
    """People who changed a popular title on their list lately.

    Titles are taken far from each other in the order of popularity, so that no two in a row have
    the same public; the first page of all of them comes before the second of any.
    """

    name = "updates"

    def __init__(self, store: Store, jikan: JikanClient) -> None:
        self._store = store
        self._jikan = jikan

    async def find(self) -> Sequence[str]:
        """Return who is on the next page."""
        popular = await self._store.catalogue.most_popular(N_TITLES)
        titles = list(dict.fromkeys((*popular, *FIRST_TITLES)))[:N_TITLES]
        turn = _number(await self._store.state.get(CURSOR_KEY))
        await self._store.state.put(CURSOR_KEY, str(turn + 1))
        page = turn // len(titles) % MAX_PAGES + 1
        try:
            found = await self._jikan.anime_user_updates(titles[_place(turn, len(titles))], page)
        except JikanNotFound:
            return ()
        return found.names


class FriendsSource:
    """Friends of people whose list is known."""

    name = "friends"

    def __init__(self, store: Store, jikan: JikanClient, clock: Clock) -> None:
        self._store = store
        self._jikan = jikan
        self._clock = clock

    async def find(self) -> Sequence[str]:
        """Return the friends of the next one, nobody when all were asked about."""
        people = await self._store.mal_users.without_friends(1)
        if not people:
            return ()
        await self._store.mal_users.record_friends(people[0].name, self._clock.now())
        try:
            return (await self._jikan.friends(people[0].display_name)).names
        except JikanNotFound:
            return ()


class RandomSource:
    """Anybody."""

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


def _place(turn: int, n: int) -> int:
    """Return a place below n: each once in n turns, those in a row far from each other."""
    step = max(1, round(GOLDEN * n))
    while gcd(step, n) > 1:
        step += 1
    return turn * step % n


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isdecimal() else 0
