"""`/reko-settings`: how Reko behaves in a server, for those who manage it."""

import asyncio
import io

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands
from discord.utils import utcnow

from bot.bans.ban_list import bans_message
from bot.errors import DISCORD_ERRORS, WrongInput
from bot.i18n.translator import said
from bot.interactions.reply import Interaction, answering
from bot.rules.managers import managed_guild
from bot.services import Services
from bot.settings.buttons import overview, reset_question
from reko_core.errors import RekoError
from reko_core.guilds.ban_file import dump_bans, parse_bans
from reko_core.guilds.models import is_user_hash

__all__ = ["SettingsCog"]

# More than the longest list that an export can be.
MAX_FILE_BYTES = 8_000_000
_MAX_CHOICES = 25

Percent = app_commands.Range[float, 0, 100]
Votes = app_commands.Range[int, 1, 25]
UserHash = app_commands.Range[str, 32, 32]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
class SettingsCog(
    commands.GroupCog,
    group_name=said("cmd-settings"),
    group_description=said("cmd-settings-about"),
):
    """Shows and changes what a server decides.

    Discord hides the commands from those who may not manage the server, but a server can show
    them to anybody: each asks `managed_guild` whose settings it is about.
    """

    def __init__(self, services: Services) -> None:
        self._store = services.store

    @app_commands.command(name=said("cmd-show"), description=said("cmd-show-about"))
    async def show(self, interaction: Interaction) -> None:
        """Show all settings, with a form to change them."""
        async with answering(interaction) as answer:
            await answer.reply(**await overview(answer))

    @app_commands.command(name=said("cmd-accuracy"), description=said("settings-accuracy-about"))
    @app_commands.rename(value=said("opt-value"))
    @app_commands.describe(value=said("opt-accuracy-about"))
    async def accuracy(self, interaction: Interaction, value: Percent) -> None:
        """Set the accuracy that holds where none is named."""
        await self._change(interaction, accuracy=value)

    @app_commands.command(name=said("cmd-per-page"), description=said("settings-per-page-about"))
    @app_commands.rename(value=said("opt-value"))
    @app_commands.describe(value=said("settings-per-page-about"))
    async def titles_per_page(
        self, interaction: Interaction, value: app_commands.Range[int, 3, 5]
    ) -> None:
        """Set how many titles a page has."""
        await self._change(interaction, titles_per_page=value)

    @app_commands.command(name=said("cmd-adult"), description=said("settings-adult-about"))
    @app_commands.rename(allowed=said("opt-allowed"))
    @app_commands.describe(allowed=said("settings-adult-about"))
    async def adult(self, interaction: Interaction, allowed: bool) -> None:  # noqa: FBT001
        """Allow adult titles in age-restricted channels."""
        await self._change(interaction, allow_adult=allowed)

    @app_commands.command(name=said("cmd-who"), description=said("settings-who-about"))
    @app_commands.rename(who=said("opt-who"))
    @app_commands.describe(who=said("settings-who-about"))
    @app_commands.choices(
        who=[
            Choice(name=said("who-everyone"), value="everyone"),
            Choice(name=said("rule-moderators"), value="moderators"),
        ]
    )
    async def who_may_ban(self, interaction: Interaction, who: str) -> None:
        """Set who has a say in bans."""
        await self._change(interaction, who_may_ban=who)

    @app_commands.command(name=said("cmd-votes"), description=said("settings-votes-about"))
    @app_commands.rename(needed=said("opt-votes"))
    @app_commands.describe(needed=said("settings-votes-about"))
    async def votes(self, interaction: Interaction, needed: Votes) -> None:
        """Set how many votes ban a title."""
        await self._change(interaction, votes_needed=needed)

    @app_commands.command(name=said("cmd-answers"), description=said("settings-answers-about"))
    @app_commands.rename(who=said("opt-visible"))
    @app_commands.describe(who=said("settings-answers-about"))
    @app_commands.choices(
        who=[
            Choice(name=said("settings-public"), value="public"),
            Choice(name=said("settings-private"), value="private"),
        ]
    )
    async def answers(self, interaction: Interaction, who: str) -> None:
        """Set who sees answers."""
        await self._change(interaction, is_private=who == "private")

    @app_commands.command(name=said("cmd-bans"), description=said("cmd-bans-about"))
    async def bans(self, interaction: Interaction) -> None:
        """Page through the ban list, and lift bans."""
        async with answering(interaction) as answer:
            await answer.reply(**await bans_message(answer, 0))

    @app_commands.command(name=said("cmd-ban-user"), description=said("cmd-ban-user-about"))
    @app_commands.rename(user_hash=said("opt-hash"))
    @app_commands.describe(user_hash=said("opt-hash-about"))
    async def ban_user(self, interaction: Interaction, user_hash: UserHash) -> None:
        """Leave a similar user out of all answers in this server."""
        async with answering(interaction) as answer:
            scope = managed_guild(interaction)
            new = await self._store.bans.ban_users(
                scope, (_hash(user_hash),), by=interaction.user.id, at=utcnow()
            )
            await answer.reply(answer.texts("users-banned", n=len(new)))

    @app_commands.command(name=said("cmd-unban-user"), description=said("cmd-unban-user-about"))
    @app_commands.rename(user_hash=said("opt-hash"))
    @app_commands.describe(user_hash=said("opt-hash-about"))
    async def unban_user(self, interaction: Interaction, user_hash: UserHash) -> None:
        """Let a banned user stand behind recommendations again."""
        async with answering(interaction) as answer:
            scope = managed_guild(interaction)
            gone = await self._store.bans.unban_users(scope, (_hash(user_hash),))
            await answer.reply(answer.texts("bans-lifted", n=len(gone)))

    @unban_user.autocomplete("user_hash")
    async def _complete_hash(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        try:
            hashes = await self._store.bans.user_hashes(managed_guild(interaction))
        except (RekoError, app_commands.AppCommandError):
            return []
        found = [one for one in hashes if typed.strip().lower() in one][:_MAX_CHOICES]
        return [Choice(name=one, value=one) for one in found]

    @app_commands.command(name=said("cmd-export"), description=said("cmd-export-about"))
    async def export(self, interaction: Interaction) -> None:
        """Send the ban list as a file."""
        async with answering(interaction) as answer:
            scope = managed_guild(interaction)
            titles = await self._store.bans.titles(scope)
            users = await self._store.bans.users(scope)
            text = await asyncio.to_thread(dump_bans, titles, users)
            file = discord.File(io.BytesIO(text.encode()), "reko-bans.json")
            told = answer.texts("export-done", titles=len(titles), users=len(users))
            await answer.reply(told, file=file)

    @app_commands.command(name=said("cmd-import"), description=said("cmd-import-about"))
    @app_commands.rename(file=said("opt-file"))
    @app_commands.describe(file=said("opt-file-about"))
    async def import_(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Add the bans of a file to those of this server, all of them or none."""
        async with answering(interaction) as answer:
            scope = managed_guild(interaction)
            if file.size > MAX_FILE_BYTES:
                raise WrongInput("error-file-size", n=MAX_FILE_BYTES // 1_000_000)
            parsed = await asyncio.to_thread(parse_bans, await _read(file))
            n_titles, n_users = await self._store.bans.add_many(
                scope,
                parsed.titles,
                parsed.users,
                by=interaction.user.id,
                at=utcnow(),
            )
            await answer.reply(answer.texts("import-done", titles=n_titles, users=n_users))

    @app_commands.command(name=said("cmd-reset"), description=said("cmd-reset-about"))
    async def reset(self, interaction: Interaction) -> None:
        """Put everything back to the beginning, after asking."""
        async with answering(interaction) as answer:
            await answer.reply(**await reset_question(answer))

    async def _change(self, interaction: Interaction, **changes: object) -> None:
        async with answering(interaction) as answer:
            scope = managed_guild(interaction)
            assert scope.guild_id is not None
            await self._store.guilds.change(scope.guild_id, **changes)
            await answer.reply(answer.texts("settings-changed"), **await overview(answer))


async def _read(file: discord.Attachment) -> bytes:
    try:
        return await file.read()
    except DISCORD_ERRORS as error:
        raise WrongInput("error-file-gone") from error


def _hash(text: str) -> str:
    user_hash = text.strip().lower()
    if not is_user_hash(user_hash):
        raise WrongInput("error-hash")
    return user_hash
