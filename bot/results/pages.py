"""Pages of recommendations on Discord: what a message shows, and showing it anew."""

from typing import TYPE_CHECKING, Any

import discord
import structlog

from bot.bans.buttons import BanTitle
from bot.bans.similar_users import ShowNeighbours
from bot.errors import DISCORD_ERRORS
from bot.i18n.texts import Texts, texts_for
from bot.interactions.reply import Answer
from bot.recommend.buttons import Refresh, Turn
from bot.recommend.embed import page_embeds
from bot.results.results import Shown, suppress_store_errors
from bot.rules.place import Place, is_age_restricted
from reko_core.errors import RekoError
from reko_core.guilds.models import GuildSettings
from reko_core.store import StoredResult

if TYPE_CHECKING:
    from bot.client import RekoBot

__all__ = ["Pages", "page_message"]

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Pages:
    """Shows answers in the messages that hold them."""

    def __init__(self, client: "RekoBot") -> None:
        self._client = client

    async def show(self, answer: Answer, result: StoredResult, place: Place, page: int) -> None:
        """Show a page in the message that the answer updates, and remember the message."""
        shown = await self._client.results.show(result, place, page)
        message_id = await answer.update(content=None, **page_message(shown))
        channel_id = answer.interaction.channel_id
        if message_id is not None and channel_id is not None and message_id != result.message_id:
            with suppress_store_errors():
                results = self._client.services.store.results
                await results.set_message(result.id, channel_id, message_id)

    async def redraw(self, result: StoredResult) -> None:
        """Show the page again without an interaction of its message.

        Where the bot cannot reach the message (it was for one person only, or the bot may not see
        the channel), the next turn of a page shows what changed.
        """
        if result.channel_id is None or result.message_id is None:
            return
        channel = self._client.get_partial_messageable(
            result.channel_id, guild_id=result.scope.guild_id
        )
        try:
            shown = await self.shown_now(result)
            await channel.get_partial_message(result.message_id).edit(
                allowed_mentions=discord.AllowedMentions.none(), **page_message(shown)
            )
        except (RekoError, *DISCORD_ERRORS) as error:
            _log.debug("page not redrawn", error=type(error).__name__)

    async def shown_now(self, result: StoredResult) -> Shown:
        """Return what the message of an answer is to show now."""
        return await self._client.results.show(result, await self._place(result), result.page)

    async def _place(self, result: StoredResult) -> Place:
        guild_id = result.scope.guild_id
        if guild_id is None:
            return Place(result.scope, GuildSettings(), is_age_restricted=False)
        settings = await self._client.services.store.guilds.settings(guild_id)
        guild = self._client.get_guild(guild_id)
        channel = guild and guild.get_channel_or_thread(result.channel_id or 0)
        return Place(result.scope, settings, is_age_restricted(channel))


def page_message(shown: Shown) -> dict[str, Any]:
    """Return the parts of the message that shows a page, in the language of who asked."""
    texts = texts_for(shown.result.locale)
    return {"embeds": page_embeds(shown, texts), "view": _view(shown, texts)}


def _view(shown: Shown, texts: Texts) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    result_id, page, last = shown.result.id, shown.page, shown.n_pages - 1
    for verb, is_off in (
        ("first", page == 0),
        ("prev", page == 0),
        ("count", True),
        ("next", page >= last),
        ("last", page >= last),
    ):
        label = f"{page + 1}/{last + 1}" if verb == "count" else None
        view.add_item(Turn(verb, result_id, page, label=label, is_off=is_off))
    for rank, reko in enumerate(shown.titles, shown.first):
        n_votes = shown.votes.get(reko.id, 0)
        label = f"{rank} · {n_votes}/{shown.votes_needed}" if n_votes else str(rank)
        view.add_item(BanTitle(result_id, reko.id, label=label))
    view.add_item(Refresh(result_id, label=texts("button-refresh")))
    if shown.result.response.users:
        view.add_item(ShowNeighbours(result_id, label=texts("button-users")))
    return view
