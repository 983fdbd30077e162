"""Banning a title from a page, or voting for it; undoing either."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Self

import discord
import structlog

from bot.errors import DISCORD_ERRORS, Expired, NotOwner
from bot.formatting.markdown import plain
from bot.i18n.texts import Texts
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.results.results import RESULT_ID
from bot.rules.bans import Outcome, right_to_ban
from reko_core.contract.recommend import Recommendation
from reko_core.errors import RekoError
from reko_core.store import StoredResult

__all__ = [
    "BAN_EMOJI",
    "IDS",
    "BanTitle",
    "UndoBan",
    "WithdrawVote",
    "join_ids",
    "outcome_message",
    "split_ids",
    "titles_by_id",
]

BAN_EMOJI = "🚫"

IDS = r"\d{1,10}(?:,\d{1,10}){0,4}"
_MAX_NAME = 120

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class BanTitle(
    PersistentButton, template=rf"reko:ban:(?P<result>{RESULT_ID}):(?P<anime>\d{{1,10}})"
):
    """Bans a title of the page, or votes for it, as the server decides."""

    def __init__(self, result_id: str, anime_id: int, *, label: str = "") -> None:
        self.result_id, self.anime_id = result_id, anime_id
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                emoji=BAN_EMOJI,
                label=label or None,
                custom_id=f"reko:ban:{result_id}:{anime_id}",
                row=1,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["result"], int(match["anime"]))

    async def press(self, ctx: Context) -> None:
        """Ban or vote, and show the page again. Raises Expired, NotOwner, NotAllowed."""
        results = ctx.client.results
        async with results.lock(self.result_id):
            result = await results.find(self.result_id)
            outcome = await self._ban(ctx, result)
            try:
                page = await results.page(result, await ctx.place(), result.page)
                await ctx.show_page(page)
            except (RekoError, *DISCORD_ERRORS) as error:
                # The ban is stored, so it is confirmed; the next turn of a page shows it.
                _log.warning("ban not shown", error=type(error).__name__)
            await ctx.reply.send(**outcome_message(outcome, result, ctx.texts))

    async def _ban(self, ctx: Context, result: StoredResult) -> Outcome:
        place = await ctx.place()
        if place.scope != result.scope:
            raise NotOwner(result.owner_id) if result.scope.guild_id is None else Expired
        return await ctx.client.bans.ban(
            place.scope,
            titles_by_id(result, (self.anime_id,)),
            person_id=ctx.user_id,
            right=right_to_ban(place.scope, place.settings, ctx.interaction.permissions),
            votes_needed=place.settings.votes_needed,
        )


def outcome_message(outcome: Outcome, result: StoredResult, texts: Texts) -> dict[str, Any]:
    """Return the parts of the message that confirms a ban or a vote."""
    lines, view = [], discord.ui.View(timeout=None)
    if outcome.banned:
        key = "ban-done" if result.scope.guild_id else "ban-done-personal"
        lines.append(texts(key, titles=_names(outcome.banned.values())))
        undo = UndoBan(result.id, tuple(outcome.banned), outcome.at, label=texts("button-undo"))
        view.add_item(undo)
    for vote in outcome.votes:
        key = "vote-counted" if vote.is_new else "vote-known"
        name = plain(vote.title, _MAX_NAME)
        lines.append(texts(key, title=name, n=vote.n_votes, needed=vote.needed))
    if outcome.votes:
        ids = tuple(vote.anime_id for vote in outcome.votes)
        view.add_item(WithdrawVote(result.id, ids, label=texts("button-unvote")))
    if not lines:
        return {"content": texts("ban-known")}
    return {"content": "\n".join(lines), "view": view}


def join_ids(anime_ids: Iterable[int]) -> str:
    """Format ids for a custom_id."""
    return ",".join(map(str, anime_ids))


def split_ids(text: str) -> tuple[int, ...]:
    """Parse the output of `join_ids`."""
    return tuple(map(int, text.split(",")))


class UndoBan(
    PersistentButton, template=rf"reko:undo:(?P<result>{RESULT_ID}):(?P<at>\d{{13}}):(?P<ids>{IDS})"
):
    """Undoes a ban, for ten minutes."""

    def __init__(
        self, result_id: str, anime_ids: tuple[int, ...], at: datetime, *, label: str = "↩"
    ) -> None:
        self.result_id, self.anime_ids, self.at = result_id, anime_ids, at
        moment = round(at.timestamp() * 1000)
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.primary,
                emoji="↩️",
                label=label,
                custom_id=f"reko:undo:{result_id}:{moment}:{join_ids(anime_ids)}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        at = datetime.fromtimestamp(int(match["at"]) / 1000, UTC)
        return cls(match["result"], split_ids(match["ids"]), at)

    async def press(self, ctx: Context) -> None:
        """Undo, and show the titles on the page again. Raises Expired, UndoExpired."""
        client = ctx.client
        async with client.results.lock(self.result_id):
            result = await client.results.find(self.result_id)
            names = await client.bans.undo(
                result.scope,
                self.anime_ids,
                person_id=ctx.user_id,
                banned_at=self.at,
            )
            message = ctx.texts("undo-nothing")
            if names:
                message = ctx.texts("undo-done", titles=_names(names))
            await ctx.reply.update(content=message, view=None)
            await client.pages.redraw(result)


class WithdrawVote(
    PersistentButton, template=rf"reko:unvote:(?P<result>{RESULT_ID}):(?P<ids>{IDS})"
):
    """Withdraws the person's own votes."""

    def __init__(self, result_id: str, anime_ids: tuple[int, ...], *, label: str = "↩") -> None:
        self.result_id, self.anime_ids = result_id, anime_ids
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                emoji="↩️",
                label=label,
                custom_id=f"reko:unvote:{result_id}:{join_ids(anime_ids)}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["result"], split_ids(match["ids"]))

    async def press(self, ctx: Context) -> None:
        """Withdraw the votes. Raises Expired."""
        client = ctx.client
        async with client.results.lock(self.result_id):
            result = await client.results.find(self.result_id)
            n_votes = await client.bans.withdraw(
                result.scope, self.anime_ids, person_id=ctx.user_id
            )
            await ctx.reply.update(content=ctx.texts("unvote-done", n=n_votes), view=None)
            await client.pages.redraw(result)


def titles_by_id(result: StoredResult, anime_ids: Iterable[int]) -> dict[int, str]:
    """Return id -> title; `#id` for those that the result does not hold."""
    known: dict[int, Recommendation] = {reko.id: reko for reko in result.response.rekos}
    return {
        anime_id: known[anime_id].info.title if anime_id in known else f"#{anime_id}"
        for anime_id in anime_ids
    }


def _names(titles: Iterable[str]) -> str:
    return ", ".join(f"**{plain(title, _MAX_NAME)}**" for title in titles)
