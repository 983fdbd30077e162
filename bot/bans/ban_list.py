"""The ban list of a server, and lifting bans. Rights are looked at on every use."""

import re
from typing import Any, Self

import discord

from bot.bans.ban_list_embed import BanPage, ban_options, bans_embed
from bot.interactions.components import Choose, Press
from bot.interactions.reply import Answer
from bot.rules.managers import managed_guild

__all__ = ["BanListTurn", "RemoveBans", "ShowBans", "bans_message"]


async def bans_message(answer: Answer, page: int) -> dict[str, Any]:
    """Return the parts of the message that shows a page of the ban list."""
    scope = managed_guild(answer.interaction)
    bans = answer.interaction.client.services.store.bans
    shown = BanPage.of([*await bans.titles(scope), *await bans.users(scope)], page)
    view = discord.ui.View(timeout=None)
    if shown.bans:
        view.add_item(RemoveBans(shown, placeholder=answer.texts("bans-lift")))
    if shown.n_pages > 1:
        view.add_item(BanListTurn("prev", shown.page, is_off=shown.page == 0))
        view.add_item(BanListTurn("next", shown.page, is_off=shown.page == shown.n_pages - 1))
    return {"embed": bans_embed(shown, answer.texts), "view": view}


class ShowBans(Press, template=r"reko:bans"):
    """Opens the ban list."""

    def __init__(self, *, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id="reko:bans", emoji="🚫"))

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the button from the match of its template."""
        del match
        return cls()

    async def press(self, answer: Answer) -> None:
        """Show the first page. Raises NotAllowed."""
        await answer.reply(**await bans_message(answer, 0))


class BanListTurn(Press, template=r"reko:bans:(?P<verb>prev|next):(?P<page>\d{1,4})"):
    """Turns the ban list."""

    def __init__(self, verb: str, page: int, *, is_off: bool = False) -> None:
        self.verb, self.page = verb, page
        super().__init__(
            discord.ui.Button(
                emoji="◀️" if verb == "prev" else "▶️",
                custom_id=f"reko:bans:{verb}:{page}",
                disabled=is_off,
                row=1,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the button from the match of its template."""
        return cls(match["verb"], int(match["page"]))

    async def press(self, answer: Answer) -> None:
        """Show the other page. Raises NotAllowed."""
        page = self.page + (1 if self.verb == "next" else -1)
        await answer.update(content=None, **await bans_message(answer, page))


class RemoveBans(Choose, template=r"reko:lift:(?P<page>\d{1,4})"):
    """Lifts the chosen bans."""

    def __init__(self, shown: BanPage, *, placeholder: str = "") -> None:
        self.page = shown.page
        options = ban_options(shown)
        super().__init__(
            discord.ui.Select(
                custom_id=f"reko:lift:{shown.page}",
                placeholder=placeholder or None,
                options=options,
                max_values=max(1, len(options)),
                row=0,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the menu from the match of its template."""
        return cls(BanPage((), int(match["page"]), 1, 0))

    async def choose(self, answer: Answer, values: tuple[str, ...]) -> None:
        """Lift them, and show what is left. Raises NotAllowed."""
        scope = managed_guild(answer.interaction)
        bans = answer.interaction.client.services.store.bans
        ids = tuple(int(value[1:]) for value in values if value.startswith("t"))
        hashes = tuple(value[1:] for value in values if value.startswith("u"))
        n_lifted = len(await bans.unban_titles(scope, ids))
        n_lifted += len(await bans.unban_users(scope, hashes))
        told = answer.texts("bans-lifted", n=n_lifted)
        await answer.update(content=told, **await bans_message(answer, self.page))
