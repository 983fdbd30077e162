"""`/reko-random`: a title to watch now, drawn from the best or from the planned."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction
from bot.draw.drawn_title import Draw, draw_message
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.interactions.user_names import Name, as_kept, complete_name, name_or_linked, remember_names
from bot.recommend.cog import TYPES
from reko_core.contract.parsing import parse_user_name

__all__ = ["DrawCog"]


class DrawCog(commands.Cog):
    """The command `/reko-random`."""

    @app_commands.command(name=localized("cmd-random"), description=localized("cmd-random-about"))
    @app_commands.rename(
        planned=localized("opt-planned"), type_=localized("opt-type"), user=localized("opt-user")
    )
    @app_commands.describe(
        planned=localized("opt-draw-planned-about"),
        type_=localized("opt-type-about"),
        user=localized("opt-user-about"),
    )
    @app_commands.choices(
        type_=[Choice(name=localized(f"type-{kind}"), value=kind) for kind in TYPES]
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def random(
        self,
        interaction: Interaction,
        planned: bool = False,  # noqa: FBT001, FBT002 - an option of the command
        type_: str | None = None,
        user: Name | None = None,
    ) -> None:
        """Draw a title."""
        await respond(interaction, _draw, planned, type_ or "", user)

    @random.autocomplete("user")
    async def _complete_user(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)


async def _draw(ctx: Context, is_planned: bool, kind: str, user: str | None) -> None:  # noqa: FBT001
    name = parse_user_name(await name_or_linked(ctx, user))
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer(ephemeral=(await ctx.place()).settings.is_private)
    draw = Draw(ctx.user_id, as_kept(name), is_planned, kind)
    await ctx.reply.update(content=None, **await draw_message(ctx, draw))
    if user is not None:
        await remember_names(ctx, name)
