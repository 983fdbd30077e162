"""Who can be listed in a server: those who linked a list, allow it, and are still there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from discord import app_commands

from bot.errors import NotAllowed
from bot.interactions.context import Context
from bot.interactions.paging import N_PER_PAGE, ListPage
from reko_core.domain.models import normalise_name

__all__ = ["MAX_NAME", "Listed", "PeopleHere"]

MAX_NAME = 40
"""Of a member's name in a message."""
MAX_PEOPLE = 200
"""The last active ones, so that an answer takes less than a second of computation."""


class OfUser(Protocol):
    """Something about a MAL user."""

    @property
    def user_name(self) -> str:
        """The name as MAL spells it."""


T = TypeVar("T", bound=OfUser)


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A member, by their name in the server, and what there is to say about them."""

    name: str
    about: T


class PeopleHere:
    """The people of the server in which an interaction happens."""

    def __init__(self, ctx: Context, guild_id: int, by_name: dict[str, list[int]]) -> None:
        self._ctx = ctx
        self._guild_id = guild_id
        self._by_name = by_name

    @classmethod
    async def find(cls, ctx: Context) -> "PeopleHere":
        """Find those who may be listed.

        Raises NoPrivateMessage, NotAllowed where the server does not want it, StoreError.
        """
        if ctx.guild_id is None:
            raise app_commands.NoPrivateMessage
        if not (await ctx.place()).settings.lists_people:
            raise NotAllowed("error-people-off")
        by_name = defaultdict(list)
        for person in await ctx.store.people.visible(ctx.guild_id, MAX_PEOPLE):
            by_name[normalise_name(person.mal_name)].append(person.discord_id)
        return cls(ctx, ctx.guild_id, by_name)

    @property
    def user_names(self) -> tuple[str, ...]:
        """Their MAL users, in lower case."""
        return tuple(self._by_name)

    async def page(self, found: Sequence[T], page: int) -> ListPage[Listed[T]]:
        """Return a page of what was found about them, of members only.

        Whether they are members is asked as far as the page goes; those beyond count as members.

        Raises discord.HTTPException.
        """
        about = {
            discord_id: one
            for one in found
            for discord_id in self._by_name[normalise_name(one.user_name)]
        }
        names = await self._ctx.client.members.names(
            self._guild_id, list(about), at_least=(page + 1) * N_PER_PAGE
        )
        listed = [
            Listed(names.get(discord_id) or "", one)
            for discord_id, one in about.items()
            if names.get(discord_id, "") is not None
        ]
        return ListPage.of(listed, page)
