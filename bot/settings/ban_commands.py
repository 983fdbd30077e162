"""The commands of `/reko-settings` about bans: list, ban and unban users, export, import."""

import asyncio
import io
import secrets

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands
from discord.utils import utcnow

from bot.client import Interaction
from bot.errors import DISCORD_ERRORS, WrongInput
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.settings.ban_list import bans_message
from reko_core.errors import RekoError
from reko_core.guilds.ban_file import dump_bans, parse_bans
from reko_core.guilds.models import is_user_hash

__all__ = ["BanCommands"]

# More than the longest list that can be exported.
MAX_FILE_BYTES = 8_000_000
_MAX_CHOICES = 25

UserHash = app_commands.Range[str, 32, 32]


class BanCommands(commands.Cog):
    """The part of the settings commands that is about bans."""

    @app_commands.command(name=localized("cmd-bans"), description=localized("cmd-bans-about"))
    async def bans(self, interaction: Interaction) -> None:
        """Page through the ban list, and remove bans."""
        await respond(interaction, _show_bans)

    @app_commands.command(
        name=localized("cmd-ban-user"), description=localized("cmd-ban-user-about")
    )
    @app_commands.rename(user_hash=localized("opt-hash"))
    @app_commands.describe(user_hash=localized("opt-hash-about"))
    async def ban_user(self, interaction: Interaction, user_hash: UserHash) -> None:
        """Exclude a similar user from all recommendations in this server."""
        await respond(interaction, _ban_user, user_hash)

    @app_commands.command(
        name=localized("cmd-unban-user"), description=localized("cmd-unban-user-about")
    )
    @app_commands.rename(user_hash=localized("opt-hash"))
    @app_commands.describe(user_hash=localized("opt-hash-about"))
    async def unban_user(self, interaction: Interaction, user_hash: UserHash) -> None:
        """Let a banned user influence recommendations again."""
        await respond(interaction, _unban_user, user_hash)

    @unban_user.autocomplete("user_hash")
    async def _complete_hash(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        ctx = Context(interaction)
        try:
            scope = ctx.managed_scope()
            digests = await ctx.store.bans.user_hashes(scope)
        except (RekoError, app_commands.AppCommandError):
            return []
        hashes = ctx.services.recommender.hashes_in(scope).show(digests)
        found = [user_hash for user_hash in hashes if typed.strip().lower() in user_hash]
        return [Choice(name=user_hash, value=user_hash) for user_hash in found[:_MAX_CHOICES]]

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


async def _ban_user(ctx: Context, user_hash: str) -> None:
    scope = ctx.managed_scope()
    digests = ctx.services.recommender.hashes_in(scope).read((_parse_hash(user_hash),))
    new = await ctx.store.bans.ban_users(scope, digests, by=ctx.user_id, at=utcnow())
    await ctx.reply.send(ctx.texts("users-banned", n=len(new)))


async def _unban_user(ctx: Context, user_hash: str) -> None:
    scope = ctx.managed_scope()
    digests = ctx.services.recommender.hashes_in(scope).read((_parse_hash(user_hash),))
    removed = await ctx.store.bans.unban_users(scope, digests)
    await ctx.reply.send(ctx.texts("bans-lifted", n=len(removed)))


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
    parsed = await asyncio.to_thread(parse_bans, await _read(file))
    users = await asyncio.to_thread(ctx.services.recommender.read_file, parsed, scope)
    n_titles, n_users = await ctx.store.bans.add_many(
        scope, parsed.titles, users, by=ctx.user_id, at=utcnow()
    )
    await ctx.reply.send(ctx.texts("import-done", titles=n_titles, users=n_users))


async def _read(file: discord.Attachment) -> bytes:
    try:
        return await file.read()
    except DISCORD_ERRORS as error:
        raise WrongInput("error-file-gone") from error


def _parse_hash(text: str) -> str:
    user_hash = text.strip().lower()
    if not is_user_hash(user_hash):
        raise WrongInput("error-hash")
    return user_hash
