"""*Delete this answer*, in the menu of a message: for the person who asked, and for moderators."""

from contextlib import suppress

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, RekoBot
from bot.errors import NotAllowed, WrongInput
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.menus import add_menu
from bot.interactions.respond import respond

__all__ = ["DeletionCog"]


class DeletionCog(commands.Cog):
    """The menu of messages."""

    def __init__(self, tree: app_commands.CommandTree[RekoBot]) -> None:
        add_menu(tree, localized("menu-delete"), self.delete)

    async def delete(self, interaction: Interaction, message: discord.Message) -> None:
        """Delete an answer of the bot."""
        await respond(interaction, _delete, message)


async def _delete(ctx: Context, message: discord.Message) -> None:
    """Delete it, and what is stored about it. Raises WrongInput, NotAllowed, StoreError."""
    if ctx.client.user is None or message.author.id != ctx.client.user.id:
        raise WrongInput("error-not-an-answer")
    result = await ctx.store.results.by_message(message.id)
    asked = message.interaction_metadata
    owner_id = result.owner_id if result else asked.user.id if asked else None
    is_moderator = ctx.guild_id is not None and ctx.interaction.permissions.manage_messages
    if ctx.user_id != owner_id and not is_moderator:
        raise NotAllowed("error-delete")
    with suppress(discord.NotFound):
        await message.delete()
    if result is not None:
        await ctx.store.results.delete(result.id)
    await ctx.reply.send(ctx.texts("answer-deleted"))
