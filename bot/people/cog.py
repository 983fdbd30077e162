"""`/reko-neighbours` and `/reko-who`: the people of this server."""

import discord
import structlog
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.interactions.title_option import Title, complete_title, find_title
from bot.people.neighbours import neighbours_message
from bot.people.people_here import PeopleHere
from bot.people.title_people import who_message, who_question
from reko_core.contract.title_query import TitleMatches
from reko_core.errors import StoreError
from reko_core.store import Store

__all__ = ["PeopleCog"]

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class PeopleCog(commands.Cog):
    """The commands about the people of a server; what is stored of them goes with the bot."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @app_commands.command(
        name=localized("cmd-neighbours"), description=localized("cmd-neighbours-about")
    )
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.guild_only()
    async def neighbours(self, interaction: Interaction) -> None:
        """List who here is closest in taste."""
        await respond(interaction, _list_neighbours)

    @app_commands.command(name=localized("cmd-who"), description=localized("cmd-who-about"))
    @app_commands.rename(title=localized("opt-title"))
    @app_commands.describe(title=localized("opt-title-about"))
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.guild_only()
    async def who(self, interaction: Interaction, title: Title) -> None:
        """List who here has seen a title, and who would like it."""
        await respond(interaction, _list_viewers, title)

    @who.autocomplete("title")
    async def _complete_title(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_title(interaction, typed)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Delete who has used the bot in a server that it leaves."""
        try:
            await self._store.people.remove_guild(guild.id)
        except StoreError as error:
            _log.warning("people of a server not deleted", reason=error.reason)


async def _list_neighbours(ctx: Context) -> None:
    """List them; shown to others only if the person is listed, too."""
    # Where nobody may be listed, the refusal is for the person alone.
    await PeopleHere.find(ctx)
    ctx.client.cooldowns.take(ctx.user_id)
    account = await ctx.store.accounts.get(ctx.user_id)
    is_hidden = account is None or account.visibility == "nobody"
    is_private = is_hidden or (await ctx.place()).settings.is_private
    await ctx.reply.defer(ephemeral=is_private)
    await ctx.reply.update(content=None, **await neighbours_message(ctx, 0))


async def _list_viewers(ctx: Context, given: str) -> None:
    await PeopleHere.find(ctx)
    ctx.client.cooldowns.take(ctx.user_id)
    found = await find_title(ctx, given)
    if isinstance(found, TitleMatches):
        await ctx.reply.send(**await who_question(ctx, found))
        return
    await ctx.reply.defer(ephemeral=(await ctx.place()).settings.is_private)
    await ctx.reply.update(content=None, **await who_message(ctx, found))
