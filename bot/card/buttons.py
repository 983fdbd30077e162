"""The buttons of a card: hide the title for oneself, or ban it for the server."""

import re
from typing import Self

import discord
from discord.utils import utcnow

from bot.bans.buttons import BAN_EMOJI, ban_titles
from bot.bans.undo import locked_result, outcome_message, titles_by_id
from bot.errors import Expired
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.own_list.buttons import PlanTitle, RateTitle
from bot.results.results import RESULT_ID
from bot.rules.bans import Right, right_to_ban
from reko_core.guilds.models import Scope
from reko_core.store import StoredResult

__all__ = ["BanHere", "HideTitle", "ShowTitleAgain", "card_buttons"]

# The card of `/reko-why` belongs to no result.
_TITLE = rf"(?P<result>{RESULT_ID}|):(?P<anime>\d{{1,10}})"


async def card_buttons(ctx: Context, result: StoredResult | None, anime_id: int) -> discord.ui.View:
    """Return the buttons of a card, of a title of a result or of any other.

    Raises NotOwner, Expired, StoreError.
    """
    place = await (ctx.place_of(result) if result else ctx.place())
    view, result_id = discord.ui.View(timeout=None), result.id if result else ""
    view.add_item(HideTitle("never", result_id, anime_id, label=ctx.texts("button-hide")))
    is_connected = False
    if ctx.services.connections is not None:
        view.add_item(PlanTitle(anime_id, label=ctx.texts("button-plan")))
        is_connected = await ctx.store.connections.get(ctx.user_id) is not None
    if is_connected:
        view.add_item(RateTitle(result_id, anime_id, label=ctx.texts("button-seen")))
    else:
        view.add_item(HideTitle("seen", result_id, anime_id, label=ctx.texts("button-seen")))
    right = right_to_ban(place.scope, place.settings, ctx.interaction.permissions)
    if place.scope.guild_id is not None and right is not Right.NONE:
        key = "button-ban-here" if right is Right.IMMEDIATE else "button-vote-here"
        view.add_item(BanHere(result_id, anime_id, label=ctx.texts(key)))
    return view


class _CardButton(PersistentButton, template=r"(?!)"):
    """A button about one title: of a result, or of any if `result_id` is empty."""

    def __init__(
        self, word: str, result_id: str, anime_id: int, *, emoji: str, label: str = "…"
    ) -> None:
        self.result_id, self.anime_id = result_id, anime_id
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                emoji=emoji,
                label=label,
                custom_id=f"reko:{word}:{result_id}:{anime_id}",
            )
        )


class HideTitle(_CardButton, template=rf"reko:hide:(?P<kind>never|seen):{_TITLE}"):
    """Hides a title from this person everywhere; one that they have seen also counts as seen."""

    def __init__(self, kind: str, result_id: str, anime_id: int, *, label: str = "…") -> None:
        self.kind = kind
        emoji = "👁️" if kind == "seen" else "🙈"
        super().__init__(f"hide:{kind}", result_id, anime_id, emoji=emoji, label=label)

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["kind"], match["result"], int(match["anime"]))

    async def press(self, ctx: Context) -> None:
        """Hide it, and offer to show it again. Raises Expired, NotOwner, BadInput."""
        async with locked_result(ctx, self.result_id) as result:
            (title,) = (await _titles(ctx, result, self.anime_id)).values()
            is_seen = self.kind == "seen"
            await ctx.store.bans.hide(
                ctx.user_id, self.anime_id, title, is_seen=is_seen, at=utcnow()
            )
            view = discord.ui.View(timeout=None)
            label = ctx.texts("button-undo")
            view.add_item(ShowTitleAgain(self.result_id, self.anime_id, label=label))
            message = await _seen_message(ctx) if is_seen else ctx.texts("hide-done")
            await ctx.reply.update(content=message, view=view)
            await _redraw_own(ctx, result)


class ShowTitleAgain(_CardButton, template=rf"reko:unhide:{_TITLE}"):
    """Undoes what `HideTitle` did."""

    def __init__(self, result_id: str, anime_id: int, *, label: str = "…") -> None:
        super().__init__("unhide", result_id, anime_id, emoji="↩️", label=label)

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["result"], int(match["anime"]))

    async def press(self, ctx: Context) -> None:
        """Show it again, and offer the buttons of the card. Raises Expired, NotOwner."""
        async with locked_result(ctx, self.result_id) as result:
            view = await card_buttons(ctx, result, self.anime_id)
            await ctx.store.bans.unban_titles(Scope.person(ctx.user_id), (self.anime_id,))
            await ctx.reply.update(content=ctx.texts("unhide-done"), view=view)
            await _redraw_own(ctx, result)


class BanHere(_CardButton, template=rf"reko:banhere:{_TITLE}"):
    """Bans the title in the server, or votes for it, as the 🚫 buttons of the page do."""

    def __init__(self, result_id: str, anime_id: int, *, label: str = "…") -> None:
        super().__init__("banhere", result_id, anime_id, emoji=BAN_EMOJI, label=label)

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["result"], int(match["anime"]))

    async def press(self, ctx: Context) -> None:
        """Ban or vote, and draw the page again. Raises Expired, NotOwner, NotAllowed."""
        async with locked_result(ctx, self.result_id) as result:
            outcome = await ban_titles(ctx, await _titles(ctx, result, self.anime_id))
            await ctx.reply.send(**await outcome_message(ctx, outcome, result))
            if result is not None:
                await ctx.client.pages.redraw(result)


async def _titles(ctx: Context, result: StoredResult | None, anime_id: int) -> dict[int, str]:
    """Return id -> name of the title of a card. Raises Expired, NotOwner, StoreError.

    Of a title that belongs to no result the catalogue must know the name.
    """
    if result is not None:
        await ctx.place_of(result)
        return titles_by_id(result, (anime_id,))
    known = await ctx.store.catalogue.get_many([anime_id])
    if anime_id not in known:
        raise Expired
    return {anime_id: known[anime_id].title}


async def _seen_message(ctx: Context) -> str:
    account = await ctx.store.accounts.get(ctx.user_id)
    return ctx.texts("seen-done" if account is not None else "seen-unlinked")


async def _redraw_own(ctx: Context, result: StoredResult | None) -> None:
    """Draw the page again without, or with, what its owner hides; others hide it nowhere else."""
    if result is not None and result.owner_id == ctx.user_id:
        await ctx.client.pages.redraw(result)
