"""The buttons that bans add to a page: ban a title, show the similar users."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self

import discord
import structlog

from bot.bans.similar_users import ShowNeighbours
from bot.bans.undo import outcome_message, titles_by_id
from bot.errors import DISCORD_ERRORS
from bot.i18n.texts import Texts
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.results.page_view import PageView
from bot.results.results import RESULT_ID
from bot.rules.bans import Outcome, right_to_ban
from reko_core.errors import RekoError

__all__ = ["BAN_EMOJI", "BanTitle", "ban_items", "ban_titles"]

BAN_EMOJI = "🚫"

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def ban_items(page: PageView, texts: Texts) -> Iterator[discord.ui.Item[Any]]:
    """Return a ban button for each title, with its rank and votes, and that of similar users."""
    for rank, reko in enumerate(page.titles, page.first_rank):
        n_votes = page.votes.get(reko.id, 0)
        label = f"{rank} · {n_votes}/{page.votes_needed}" if n_votes else str(rank)
        yield BanTitle(page.result.id, reko.id, label=label)
    if page.result.response.users:
        yield ShowNeighbours(page.result.id, label=texts("button-users"))


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
        async with results.locked(self.result_id) as result:
            await ctx.place_of(result)
            outcome = await ban_titles(ctx, titles_by_id(result, (self.anime_id,)))
            try:
                await ctx.show_page(await results.page(result, await ctx.place(), result.page))
            except (RekoError, *DISCORD_ERRORS) as error:
                # The ban is stored, so it is confirmed; the next turn of a page shows it.
                _log.warning("ban not shown", error=type(error).__name__)
            await ctx.reply.send(**await outcome_message(ctx, outcome, result))


async def ban_titles(ctx: Context, titles: Mapping[int, str]) -> Outcome:
    """Ban titles (id -> name) where the person is, or vote for it. Raises NotAllowed."""
    place = await ctx.place()
    outcome = await ctx.client.bans.ban(
        place.scope,
        titles,
        person_id=ctx.user_id,
        right=right_to_ban(place.scope, place.settings, ctx.interaction.permissions),
        votes_needed=place.settings.votes_needed,
    )
    ctx.client.server_log.write_ban(place.scope, outcome, by=ctx.user_id)
    return outcome
