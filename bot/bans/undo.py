"""The confirmation of a ban or a vote, and the buttons that take it back."""

import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any, Self

import discord

from bot.errors import Expired
from bot.formatting.markdown import plain
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.results.results import RESULT_ID
from bot.rules.bans import Outcome
from reko_core.contract.fields import MAX_ANIME_ID
from reko_core.store import StoredResult

__all__ = [
    "IDS",
    "MAX_NAME",
    "UndoBan",
    "WithdrawVote",
    "join_ids",
    "locked_result",
    "outcome_message",
    "split_ids",
    "titles_by_id",
]

IDS = r"\d{1,10}(?:,\d{1,10}){0,4}"
MAX_NAME = 120


async def outcome_message(
    ctx: Context, outcome: Outcome, result: StoredResult | None
) -> dict[str, Any]:
    """Return the parts of the message that confirms a ban or a vote. Raises StoreError.

    result: the page to draw again after an undo, None where there is none.
    """
    texts, result_id = ctx.texts, result.id if result else ""
    scope = result.scope if result else (await ctx.place()).scope
    titles = {**outcome.banned, **{vote.anime_id: vote.title for vote in outcome.votes}}
    names = await ctx.title_names(titles)
    lines, view = [], discord.ui.View(timeout=None)
    if outcome.banned:
        key = "ban-done" if scope.guild_id else "ban-done-personal"
        lines.append(texts(key, titles=_listed(names, outcome.banned)))
        undo = UndoBan(result_id, tuple(outcome.banned), outcome.at, label=texts("button-undo"))
        view.add_item(undo)
    for vote in outcome.votes:
        key = "vote-counted" if vote.is_new else "vote-known"
        name = plain(names[vote.anime_id], MAX_NAME)
        lines.append(texts(key, title=name, n=vote.n_votes, needed=vote.needed))
    if outcome.votes:
        ids = tuple(vote.anime_id for vote in outcome.votes)
        view.add_item(WithdrawVote(result_id, ids, label=texts("button-unvote")))
    if not lines:
        return {"content": texts("ban-known")}
    return {"content": "\n".join(lines), "view": view}


class UndoBan(
    PersistentButton,
    template=rf"reko:undo:(?P<result>{RESULT_ID}|):(?P<at>\d{{13}}):(?P<ids>{IDS})",
):
    """Undoes a ban, for ten minutes; `result_id` is empty where no page is drawn again."""

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
        async with locked_result(ctx, self.result_id) as result:
            scope = result.scope if result else (await ctx.place()).scope
            names = await client.bans.undo(
                scope,
                self.anime_ids,
                person_id=ctx.user_id,
                banned_at=self.at,
            )
            message = ctx.texts("undo-nothing")
            if names:
                client.server_log.write(scope, "log-unbanned", by=ctx.user_id, titles=names)
                shown = _listed(await ctx.title_names(names), names)
                message = ctx.texts("undo-done", titles=shown)
            await ctx.reply.update(content=message, view=None)
            if result is not None:
                await client.pages.redraw(result)


class WithdrawVote(
    PersistentButton, template=rf"reko:unvote:(?P<result>{RESULT_ID}|):(?P<ids>{IDS})"
):
    """Withdraws the person's own votes; `result_id` as for UndoBan."""

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
        async with locked_result(ctx, self.result_id) as result:
            scope = result.scope if result else (await ctx.place()).scope
            n_votes = await client.bans.withdraw(scope, self.anime_ids, person_id=ctx.user_id)
            await ctx.reply.update(content=ctx.texts("unvote-done", n=n_votes), view=None)
            if result is not None:
                await client.pages.redraw(result)


def locked_result(ctx: Context, result_id: str) -> AbstractAsyncContextManager[StoredResult | None]:
    """Find a result and hold its lock, as `Results.locked`; None for an empty id."""
    return ctx.client.results.locked(result_id) if result_id else nullcontext()


def _listed(names: Mapping[int, str], anime_ids: Iterable[int]) -> str:
    return ", ".join(f"**{plain(names[anime_id], MAX_NAME)}**" for anime_id in anime_ids)


def join_ids(anime_ids: Iterable[int]) -> str:
    """Format ids for a custom_id."""
    return ",".join(map(str, anime_ids))


def split_ids(text: str) -> tuple[int, ...]:
    """Parse the output of `join_ids`; numbers that are no ids are dropped."""
    return tuple(anime_id for anime_id in map(int, text.split(",")) if anime_id <= MAX_ANIME_ID)


def titles_by_id(result: StoredResult, anime_ids: Iterable[int]) -> dict[int, str]:
    """Return id -> title. Raises Expired for a title that the result does not hold.

    It was replaced since, or somebody made up the button.
    """
    titles = {reko.id: reko.info.title for reko in result.response.rekos}
    try:
        return {anime_id: titles[anime_id] for anime_id in anime_ids}
    except KeyError:
        raise Expired from None
