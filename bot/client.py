"""The client: what it listens to, what it can do, and what happens when something is unknown."""

import asyncio
import secrets
import sys
from datetime import timedelta
from typing import Any

import discord
import structlog
from discord import InteractionType, app_commands
from discord.ext import commands, tasks
from discord.utils import utcnow

from bot.account.buttons import Forget
from bot.account.cog import AccountCog
from bot.affinity.cog import AffinityCog
from bot.bans.ban_list import BanListTurn, RemoveBans, ShowBans
from bot.bans.buttons import BanTitle, UndoBan, WithdrawVote
from bot.bans.reaction_cog import ReactionsCog
from bot.bans.reaction_question import ConfirmReaction
from bot.bans.similar_users import BanUsers, ShowNeighbours
from bot.command_sync import sync_commands
from bot.i18n.texts import LANGUAGES, texts_for
from bot.i18n.translator import RekoTranslator
from bot.interactions.reply import Interaction, answering
from bot.interactions.unanswered import UnansweredCog
from bot.recommend.buttons import Refresh, Turn
from bot.recommend.cog import RekoCog
from bot.results.pages import Pages
from bot.results.results import Results
from bot.rules.bans import Bans
from bot.rules.cooldowns import Cooldowns
from bot.rules.rights import Rights
from bot.services import Services
from bot.settings.buttons import EditSettings, Reset
from bot.settings.cog import SettingsCog
from reko_core.errors import RekoError, ShuttingDown
from reko_core.observability.exceptions import exception_fields
from reko_core.runtime.rate_limit import TokenBuckets

__all__ = ["BUTTONS", "RekoBot"]

BUTTONS = (
    *(Turn, Refresh, BanTitle, ShowNeighbours, BanUsers, UndoBan, WithdrawVote),
    *(ConfirmReaction, EditSettings, ShowBans, BanListTurn, RemoveBans, Reset, Forget),
)
_PRUNE_HOURS = 6

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class RekoTree(app_commands.CommandTree["RekoBot"]):
    """The commands. Their own errors are answered in `answering`; what comes before it, here."""

    async def on_error(
        self,
        interaction: Interaction,
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Answer what went wrong before a command began: its options, its checks, its name."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if interaction.type is InteractionType.autocomplete:
            _log.warning("autocomplete failed", **exception_fields(cause))
            return
        async with answering(interaction):
            # While the bot closes, its commands are gone before its last interactions.
            raise ShuttingDown if self.client.services.shutdown.is_shutting_down else cause


class RekoBot(commands.AutoShardedBot):
    """The bot, over services that were opened by the caller.

    sends_commands: tell Discord of the commands also when they are those that were sent last.
    """

    def __init__(
        self, services: Services, *, shard_count: int | None = None, sends_commands: bool = False
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        intents.guild_reactions = True
        intents.dm_reactions = True
        super().__init__(
            # No message is ever read for commands; discord.py wants a prefix all the same.
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=RekoTree,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=shard_count,
        )
        settings = services.settings
        self.services = services
        self._sends_commands = sends_commands
        self.results = Results(services.recommender, services.store)
        self.pages = Pages(self)
        self.bans = Bans(services.store)
        self.rights = Rights(self)
        self.cooldowns = Cooldowns(TokenBuckets(settings.questions_per_minute, settings.burst))

    async def setup_hook(self) -> None:
        """Take up commands and buttons, and tell Discord of commands that changed."""
        for language in LANGUAGES:
            # Reading a language takes tens of milliseconds, so not when somebody waits for it.
            texts_for(language)
        await self.tree.set_translator(RekoTranslator())
        self.add_dynamic_items(*BUTTONS)
        for cog in (
            RekoCog(self.services),
            AffinityCog(self.services),
            AccountCog(self.services),
            SettingsCog(self.services),
            ReactionsCog(self, self.services),
            UnansweredCog([button.__discord_ui_compiled_template__ for button in BUTTONS]),
        ):
            await self.add_cog(cog)
        self.services.metrics.guilds.set_function(lambda: len(self.guilds))
        await sync_commands(self, force=self._sends_commands)
        self._prune.start()

    async def on_connect(self) -> None:
        """Count a connection to the gateway."""
        self._count_gateway("connect", is_connected=True)

    async def on_resumed(self) -> None:
        """Count a session that goes on over a new connection."""
        self._count_gateway("resumed", is_connected=True)

    async def on_disconnect(self) -> None:
        """Count a lost connection."""
        self._count_gateway("disconnect", is_connected=False)

    async def on_ready(self) -> None:
        """Log that the bot is there."""
        _log.info("bot ready", guilds=len(self.guilds), shards=len(self.shards))

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log an error of an event under an id; nobody waits for an answer."""
        del args, kwargs
        error = sys.exc_info()[1]
        fields = exception_fields(error) if error else {}
        _log.error("event failed", name=event_method, error_id=secrets.token_hex(4), **fields)

    def _count_gateway(self, event: str, *, is_connected: bool) -> None:
        self.services.metrics.gateway.labels(event).inc()
        self.services.metrics.connected.set(is_connected)
        _log.info("gateway", what=event)

    async def close(self) -> None:
        """Let running interactions finish, then leave Discord."""
        self._prune.cancel()
        await self.services.shutdown.close(self.services.settings.shutdown_grace_s)
        if pruning := self._prune.get_task():
            # Cut off in the middle by the end of the database, it would never end.
            await asyncio.wait({pruning})
        await super().close()

    @tasks.loop(hours=_PRUNE_HOURS)
    async def _prune(self) -> None:
        """Delete answers that are too old to be paged through."""
        before = utcnow() - timedelta(days=self.services.settings.result_max_age_days)
        try:
            n_gone = await self.services.store.results.prune(before)
        except RekoError as error:
            _log.warning("old answers not deleted", error=type(error).__name__)
        else:
            _log.info("old answers deleted", n=n_gone)
