"""The 🚫 reaction: a request to ban all titles of a page.

A reaction cannot be replied to ephemerally, so the person is asked to confirm in a direct message.
If they accept none, the reaction itself is a vote. It is withdrawn with the reaction: by the
person, or by a moderator who clears the reactions of the message.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import discord
import structlog
from discord.ext import commands

from bot.bans.buttons import BAN_EMOJI
from bot.bans.reaction_question import reaction_question
from bot.bans.undo import titles_by_id
from bot.client import RekoBot
from bot.errors import DISCORD_ERRORS
from bot.i18n.texts import texts_for
from bot.rules.bans import Right
from bot.rules.place import place_in
from bot.rules.title_names import title_language, title_names
from reko_core.errors import RekoError
from reko_core.guilds.models import GuildSettings, Scope
from reko_core.runtime.rate_limit import TokenBuckets
from reko_core.store import StoredResult

__all__ = ["ReactionsCog"]

_PROMPTS_PER_MINUTE = 1
# Reactions by people who accept no direct messages: reacting again votes again without asking.
_MAX_UNREACHABLE = 1000

_Handler = Callable[[StoredResult], Awaitable[None]]

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class ReactionsCog(commands.Cog):
    """Asks who reacted to confirm; counts the reaction as a vote where that is impossible."""

    def __init__(self, client: RekoBot) -> None:
        self._client = client
        self._services = client.services
        self._prompt_limits = TokenBuckets(_PROMPTS_PER_MINUTE, 1)
        self._unreachable: set[str] = set()

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Ask whether to ban the titles of the page."""
        if self._is_relevant(payload) and not (payload.member and payload.member.bot):
            await self._handle(payload.message_id, partial(self._ask, person_id=payload.user_id))

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """Withdraw the votes that the reaction stood for."""
        if self._is_relevant(payload):
            withdraw = partial(self._withdraw, person_id=payload.user_id)
            await self._handle(payload.message_id, withdraw)

    @commands.Cog.listener()
    async def on_raw_reaction_clear(self, payload: discord.RawReactionClearEvent) -> None:
        """Withdraw the votes of all reactions, which a moderator has cleared."""
        await self._handle(payload.message_id, self._withdraw)

    @commands.Cog.listener()
    async def on_raw_reaction_clear_emoji(
        self, payload: discord.RawReactionClearEmojiEvent
    ) -> None:
        """Withdraw the votes of all 🚫 reactions, which a moderator has cleared."""
        if str(payload.emoji) == BAN_EMOJI:
            await self._handle(payload.message_id, self._withdraw)

    def _is_relevant(self, payload: discord.RawReactionActionEvent) -> bool:
        is_self = self._client.user is not None and payload.user_id == self._client.user.id
        return str(payload.emoji) == BAN_EMOJI and not is_self

    async def _handle(self, message_id: int, handler: _Handler) -> None:
        try:
            async with self._services.shutdown.work(self._services.settings.request_timeout_s):
                result = await self._services.store.results.by_message(message_id)
                if result is not None:
                    await handler(result)
        except (RekoError, *DISCORD_ERRORS) as error:
            _log.warning("reaction not handled", error=type(error).__name__)

    async def _ask(self, result: StoredResult, person_id: int) -> None:
        right, settings = await self._client.rights.of(result, person_id)
        if right is None or right is Right.NONE:
            return
        page = await self._client.pages.current(result)
        ids = tuple(reko.id for reko in page.titles)
        key = f"{person_id}:{result.message_id}"
        if not ids or (self._prompt_limits.take(key) and key not in self._unreachable):
            return
        guild = self._client.get_guild(result.scope.guild_id or 0)
        store = self._services.store
        direct_message = await place_in(Scope.person(person_id), None, store)
        language = await title_language(person_id, direct_message, result.locale, store)
        names = await title_names(
            titles_by_id(result, ids), direct_message, language, store, texts_for(result.locale)
        )
        question = reaction_question(result, names, guild.name if guild else "", right)
        if key in self._unreachable or not await self._try_send(question, person_id):
            self._remember_unreachable(key)
            await self._vote(result, ids, person_id, settings)

    async def _try_send(self, question: dict[str, Any], person_id: int) -> bool:
        """Send a direct message; return whether the person accepts it."""
        try:
            channel = await self._client.create_dm(discord.Object(person_id))
            await channel.send(**question)
        except discord.Forbidden:
            return False
        return True

    def _remember_unreachable(self, key: str) -> None:
        if len(self._unreachable) >= _MAX_UNREACHABLE:
            self._unreachable.clear()
        self._unreachable.add(key)

    async def _vote(
        self, result: StoredResult, ids: tuple[int, ...], person_id: int, settings: GuildSettings
    ) -> None:
        async with self._client.results.locked(result.id) as current:
            outcome = await self._client.bans.ban(
                result.scope,
                titles_by_id(result, ids),
                person_id=person_id,
                right=Right.VOTE,
                votes_needed=settings.votes_needed,
                origin=_origin(result),
            )
            self._client.server_log.write_ban(result.scope, outcome, by=person_id)
            await self._client.pages.redraw(current)

    async def _withdraw(self, result: StoredResult, person_id: int | None = None) -> None:
        """Withdraw a person's votes by reaction, or everybody's."""
        bans, origin = self._client.bans, _origin(result)
        async with self._client.results.locked(result.id) as current:
            if person_id is None:
                n_votes = await bans.withdraw_origin(result.scope, origin)
            else:
                n_votes = await bans.withdraw(result.scope, person_id=person_id, origin=origin)
            if n_votes:
                await self._client.pages.redraw(current)


def _origin(result: StoredResult) -> str:
    """Return the origin of votes by a reaction, so that only these are withdrawn with it."""
    return f"reaction:{result.message_id}"
