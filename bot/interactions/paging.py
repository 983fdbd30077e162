"""Lists that are shown a page at a time, with buttons that turn to the next and previous page."""

import re
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

import discord

from bot.interactions.components import PersistentButton
from bot.interactions.context import Context

__all__ = ["ListPage", "TurnList"]

N_PER_PAGE = 10

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """One page of a list of n_all items; pages count from 0, first_rank from 1."""

    items: tuple[T, ...]
    page: int
    n_pages: int
    n_all: int
    first_rank: int

    @classmethod
    def of(cls, items: Sequence[T], page: int, *, n_per_page: int = N_PER_PAGE) -> Self:
        """Return the nearest existing page."""
        n_pages = max(1, -(-len(items) // n_per_page))
        page = min(max(page, 0), n_pages - 1)
        some = tuple(items[page * n_per_page : (page + 1) * n_per_page])
        return cls(some, page, n_pages, len(items), page * n_per_page + 1)

    @property
    def number(self) -> str:
        """The page's number as people count, of how many."""
        return f"{self.page + 1}/{self.n_pages}"


class TurnList(PersistentButton, template=r"(?!)"):
    """Turns to the next or previous page of a list.

    Subclasses have a template of their `word`, a verb (prev or next), and a page. Lists that need
    to say more have it as a number at the end, the `key`.
    """

    word: ClassVar[str]

    def __init__(
        self, verb: str, page: int, key: int | None = None, *, is_disabled: bool = False
    ) -> None:
        self.verb, self.page, self.key = verb, page, key
        super().__init__(
            discord.ui.Button(
                emoji="◀️" if verb == "prev" else "▶️",
                custom_id=f"reko:{self.word}:{verb}:{page}{'' if key is None else f':{key}'}",
                disabled=is_disabled,
                row=1,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        key = match.groupdict().get("key")
        return cls(match["verb"], int(match["page"]), None if key is None else int(key))

    @classmethod
    def add_to(cls, view: discord.ui.View, page: ListPage[Any], key: int | None = None) -> None:
        """Add both buttons, unless the page is the only one."""
        if page.n_pages > 1:
            is_last = page.page == page.n_pages - 1
            view.add_item(cls("prev", page.page, key, is_disabled=page.page == 0))
            view.add_item(cls("next", page.page, key, is_disabled=is_last))

    async def press(self, ctx: Context) -> None:
        """Show the other page. Raises as `message`."""
        page = self.page + (1 if self.verb == "next" else -1)
        await ctx.reply.update(content=None, **await self.message(ctx, page))

    @abstractmethod
    async def message(self, ctx: Context, page: int) -> dict[str, Any]:
        """Return the parts of the message that shows a page."""
