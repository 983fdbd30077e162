"""The 🚫 reaction: the titles of the page are to go.

A reaction brings no way to answer it for one person alone, but for a direct message. Who takes
none votes by the reaction itself, and takes the vote back with it.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord.ext import commands

from bot.bans.buttons import BAN_EMOJI, titles_by_id
from bot.bans.reaction_question import reaction_question
from bot.errors import DISCORD_ERRORS
from bot.i18n.texts import texts_for
from bot.rules.bans import Right
from bot.services import Services
from reko_core.errors import RekoError
from reko_core.guilds.models import GuildSettings
from reko_core.runtime.rate_limit import TokenBuckets
from reko_core.store import StoredResult

if TYPE_CHECKING:
    from bot.client import RekoBot

__all__ = ["ReactionsCog"]

_QUESTIONS_PER_MINUTE = 1
# Reactions by people who take no messages, remembered so that they may change their minds.
_MAX_UNASKABLE = 1000

_Work = Callable[[StoredResult, int], Awaitable[None]]

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class ReactionsCog(commands.Cog):
    """Turns reactions into questions, and into votes where nobody can be asked."""

    def __init__(self, client: "RekoBot", services: Services) -> None:
        self._client = client
        self._services = services
        self._questions = TokenBuckets(_QUESTIONS_PER_MINUTE, 1)
        self._unaskable: set[str] = set()

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Ask whether the titles of the page are to go."""
        if self._is_ours(payload) and not (payload.member and payload.member.bot):
            await self._at_work(payload, self._ask)

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """Take back the votes that the reaction was."""
        if self._is_ours(payload):
            await self._at_work(payload, self._withdraw)

    def _is_ours(self, payload: discord.RawReactionActionEvent) -> bool:
        is_self = self._client.user is not None and payload.user_id == self._client.user.id
        return str(payload.emoji) == BAN_EMOJI and not is_self

    async def _at_work(self, payload: discord.RawReactionActionEvent, work: _Work) -> None:
        try:
            async with self._services.shutdown.work(self._services.settings.request_timeout_s):
                result = await self._services.store.results.by_message(payload.message_id)
                if result is not None:
                    await work(result, payload.user_id)
        except (RekoError, *DISCORD_ERRORS, TimeoutError) as error:
            _log.warning("reaction without effect", error=type(error).__name__)

    async def _ask(self, result: StoredResult, person_id: int) -> None:
        right, settings = await self._client.rights.of(result, person_id)
        if right is None or right is Right.NONE:
            return
        shown = await self._client.pages.shown_now(result)
        ids = tuple(reko.id for reko in shown.titles)
        key = f"{person_id}:{result.message_id}"
        if not ids or (self._questions.take(key) and key not in self._unaskable):
            return
        guild = self._client.get_guild(result.scope.guild_id or 0)
        question = reaction_question(
            result, ids, guild.name if guild else "", right, texts_for(result.locale)
        )
        if key in self._unaskable or not await self._is_sent(question, person_id):
            self._remember_unaskable(key)
            await self._vote(result, ids, person_id, settings)

    async def _is_sent(self, question: dict[str, Any], person_id: int) -> bool:
        """Send a direct message; say whether the person takes it."""
        try:
            channel = await self._client.create_dm(discord.Object(person_id))
            await channel.send(**question)
        except discord.Forbidden:
            return False
        return True

    def _remember_unaskable(self, key: str) -> None:
        if len(self._unaskable) >= _MAX_UNASKABLE:
            self._unaskable.clear()
        self._unaskable.add(key)

    async def _vote(
        self, result: StoredResult, ids: tuple[int, ...], person_id: int, settings: GuildSettings
    ) -> None:
        async with self._client.results.lock(result.id):
            await self._client.bans.ban(
                result.scope,
                titles_by_id(result, ids),
                person_id=person_id,
                right=Right.BY_VOTE,
                votes_needed=settings.votes_needed,
                origin=_origin(result),
            )
            await self._redraw(result)

    async def _withdraw(self, result: StoredResult, person_id: int) -> None:
        async with self._client.results.lock(result.id):
            n_votes = await self._client.bans.withdraw(
                result.scope, person_id=person_id, origin=_origin(result)
            )
            if n_votes:
                await self._redraw(result)

    async def _redraw(self, result: StoredResult) -> None:
        """Show the page that is open by now; the caller holds the lock."""
        await self._client.pages.redraw(await self._client.results.find(result.id))


def _origin(result: StoredResult) -> str:
    """Name the reaction that a vote came by, so that it is taken back with no other."""
    return f"reaction:{result.message_id}"
