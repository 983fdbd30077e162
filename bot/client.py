"""The Discord client: its state, its connection, and its shutdown."""

import asyncio
import secrets
import sys
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeAlias

import discord
import structlog
from discord import app_commands
from discord.ext import commands, tasks
from discord.utils import utcnow

from bot.command_sync import sync_commands
from bot.gateway.identify_queue import IdentifyQueue
from bot.i18n.texts import LANGUAGES, Texts, texts_for
from bot.i18n.translator import RekoTranslator
from bot.outbox.sender import OutboxSender
from bot.results.page_view import PageView
from bot.results.pages import Pages
from bot.results.results import Results
from bot.rules.bans import Bans
from bot.rules.cooldowns import Cooldowns
from bot.rules.members import Members
from bot.rules.rights import Rights
from bot.rules.running import RunningInteractions
from bot.server_log.server_log import ServerLog
from bot.services import Services
from reko_core.errors import RekoError, StoreError
from reko_core.observability.exceptions import exception_fields
from reko_core.runtime.keyed_locks import KeyedLocks
from reko_core.runtime.rate_limit import TokenBuckets
from reko_core.store import GROUP_LIFETIME
from reko_core.store.discord.list_changes import UNDO_LIFETIME
from reko_core.store.discord.oauth_states import STATE_LIFETIME

__all__ = ["Interaction", "RekoBot"]

_PRUNE_HOURS = 6

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class RekoBot(commands.AutoShardedBot):
    """The bot, over services that were opened by the caller.

    tree_class, persistent_items, make_cogs, render_page (the parts of the message that shows a
    page) and error_items (the buttons that help after an error) are what it installs;
    `bot.app.make_bot` passes all that there is. With `forces_sync`, it sends the commands to
    Discord even if they did not change.
    """

    def __init__(
        self,
        services: Services,
        *,
        tree_class: type[app_commands.CommandTree[Any]],
        persistent_items: Iterable[type[discord.ui.DynamicItem[Any]]],
        make_cogs: Callable[["RekoBot"], Iterable[commands.Cog]],
        render_page: Callable[[PageView], dict[str, Any]],
        error_items: Callable[[Exception, Texts], Iterable[discord.ui.Item[Any]]],
        shard_ids: list[int] | None = None,
        shard_count: int | None = None,
        forces_sync: bool = False,
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        intents.guild_reactions = True
        intents.dm_reactions = True
        super().__init__(
            # No message is ever read for commands, but discord.py requires a prefix.
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=tree_class,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_ids=shard_ids,  # type: ignore[arg-type] # None = all, as documented
            shard_count=shard_count,
        )
        settings = services.settings
        self.services = services
        self._persistent_items = tuple(persistent_items)
        self._make_cogs = make_cogs
        self.error_items = error_items
        self._forces_sync = forces_sync
        self.outbox = OutboxSender(
            self,
            services.store.outbox,
            services.metrics,
            per_second=settings.messages_per_second,
        )
        self.identify_queue = IdentifyQueue(services.store.identifies, services.metrics)
        self._connected_shards: set[int] = set()
        self.results = Results(services.recommender, services.store)
        self.pages = Pages(self, services.store, self.results, render_page)
        self.bans = Bans(services.store)
        self.server_log = ServerLog(self, services.store, self.outbox)
        self.rights = Rights(self, services.store)
        self.group_locks = KeyedLocks()
        self.members = Members(self, services.store)
        self.running = RunningInteractions()
        self.cooldowns = Cooldowns(TokenBuckets(settings.questions_per_minute, settings.burst))

    async def setup_hook(self) -> None:
        """Install commands and buttons, and send changed commands to Discord."""
        for locales in LANGUAGES.values():
            # Loading a language takes a tenth of a second: before the first interaction needs it.
            await asyncio.to_thread(texts_for, locales[0])
        await self.tree.set_translator(RekoTranslator())
        self.add_dynamic_items(*self._persistent_items)
        for cog in self._make_cogs(self):
            await self.add_cog(cog)
        metrics = self.services.metrics
        metrics.guilds.set_function(lambda: len(self.guilds))
        metrics.shards.set_function(lambda: self.n_shards)
        metrics.connected_shards.set_function(lambda: len(self._connected_shards))
        await sync_commands(self, self.services.store, force=self._forces_sync)
        self._prune.start()
        self.outbox.start()

    @property
    def n_shards(self) -> int:
        """How many shards this process runs, 0 until Discord has said how many there are."""
        return len(self.shard_ids or ()) or self.shard_count or 0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for the turn of a shard, over all processes of the bot."""
        del initial
        await self.identify_queue.wait(shard_id or 0)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Count a new gateway session."""
        self._connected_shards.add(shard_id)
        self._record_gateway_event("connect", shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Count a gateway session that was resumed over a new connection."""
        self._connected_shards.add(shard_id)
        self._record_gateway_event("resumed", shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Count a lost connection."""
        self._connected_shards.discard(shard_id)
        self._record_gateway_event("disconnect", shard_id)

    async def on_ready(self) -> None:
        """Log that the bot is ready."""
        _log.info("bot ready", guilds=len(self.guilds), shards=len(self.shards))

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log an exception of an event listener under an error id."""
        del args, kwargs
        error = sys.exc_info()[1]
        fields = exception_fields(error) if error else {}
        _log.error("event failed", name=event_method, error_id=secrets.token_hex(4), **fields)

    def _record_gateway_event(self, event: str, shard_id: int) -> None:
        self.services.metrics.gateway.labels(event).inc()
        _log.info("gateway event", kind=event, shard=shard_id)

    async def close(self) -> None:
        """Let running interactions finish, then disconnect from Discord."""
        self._prune.cancel()
        await self.services.shutdown.close(self.services.settings.shutdown_grace_s)
        await self.server_log.close()
        await self.outbox.close()
        if pruning := self._prune.get_task():
            # If the database closed while it runs, it would never finish.
            await asyncio.wait({pruning})
        await super().close()

    @tasks.loop(hours=_PRUNE_HOURS)
    async def _prune(self) -> None:
        """Delete what is over: old results, groups of the days before, links, and undo."""
        now, store = utcnow(), self.services.store
        before = now - timedelta(days=self.services.settings.result_max_age_days)
        try:
            n_deleted = await store.results.prune(before)
            await store.groups.prune(now - GROUP_LIFETIME)
            await store.oauth_states.prune(now - STATE_LIFETIME)
            await store.list_changes.prune(now - UNDO_LIFETIME)
        except RekoError as error:
            _log.warning("old results not deleted", error=type(error).__name__)
        else:
            _log.info("old results deleted", n=n_deleted)
        await self.wait_until_ready()
        try:
            # Until this runs again, and an hour in which it may be late.
            await self.members.forget_departed(now + timedelta(hours=_PRUNE_HOURS + 1))
        except StoreError as error:
            _log.warning("members of servers not checked", reason=error.reason)


Interaction: TypeAlias = discord.Interaction[RekoBot]
