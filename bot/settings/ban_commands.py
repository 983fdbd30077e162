"""The commands of `/reko-settings` about bans: list, export, import."""

import asyncio
import io
import secrets

import discord
from discord import app_commands
from discord.ext import commands
from discord.utils import utcnow

from bot.client import Interaction
from bot.errors import WrongInput
from bot.i18n.translator import localized
from bot.interactions.attachments import read_attachment
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.settings.ban_list import bans_message
from reko_core.guilds.ban_file import dump_bans, parse_bans

__all__ = ["BanCommands"]

# More than the longest list that can be exported.
MAX_FILE_BYTES = 8_000_000


class BanCommands(commands.Cog):
    """The part of the settings commands that is about bans."""

    @app_commands.command(name=localized("cmd-bans"), description=localized("cmd-bans-about"))
    async def bans(self, interaction: Interaction) -> None:
        """Page through the ban list, and remove bans."""
        await respond(interaction, _show_bans)

    @app_commands.command(name=localized("cmd-export"), description=localized("cmd-export-about"))
    async def export(self, interaction: Interaction) -> None:
        """Send the ban list as a file."""
        await respond(interaction, _export)

    @app_commands.command(name=localized("cmd-import"), description=localized("cmd-import-about"))
    @app_commands.rename(file=localized("opt-file"))
    @app_commands.describe(file=localized("opt-file-about"))
    async def import_(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Add the bans of a file to those of this server, all of them or none."""
        await respond(interaction, _import, file)


async def _show_bans(ctx: Context) -> None:
    await ctx.reply.send(**await bans_message(ctx, 0))


async def _export(ctx: Context) -> None:
    scope = ctx.managed_scope()
    ctx.client.cooldowns.take(ctx.user_id)
    titles = await ctx.store.bans.titles(scope)
    users = await ctx.store.bans.user_hashes(scope)
    file_id = secrets.token_hex(8)
    hashes = ctx.services.recommender.hashes_of_file(file_id).show(users)
    text = await asyncio.to_thread(dump_bans, titles, hashes, file_id)
    file = discord.File(io.BytesIO(text.encode()), "reko-bans.json")
    message = ctx.texts("export-done", titles=len(titles), users=len(users))
    await ctx.reply.send(message, file=file)


async def _import(ctx: Context, file: discord.Attachment) -> None:
    scope = ctx.managed_scope()
    ctx.client.cooldowns.take(ctx.user_id)
    if file.size > MAX_FILE_BYTES:
        raise WrongInput("error-file-size", n=MAX_FILE_BYTES // 1_000_000)
    parsed = await asyncio.to_thread(parse_bans, await read_attachment(file))
    users = await asyncio.to_thread(ctx.services.recommender.read_file, parsed, scope)
    n_titles, n_users = await ctx.store.bans.add_many(
        scope, parsed.titles, users, by=ctx.user_id, at=utcnow()
    )
    ctx.client.server_log.write(
        scope, "log-imported", by=ctx.user_id, n_titles=n_titles, n_users=n_users
    )
    await ctx.reply.send(ctx.texts("import-done", titles=n_titles, users=n_users))
