"""`/reko-group`: what to watch together."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction, RekoBot
from bot.errors import NotShared, WrongInput
from bot.group.buttons import gathering_message, name_those_left_out, show_titles
from bot.group.embed import RULES
from bot.group.participants import make_group, parse_people, sharing_members
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.menus import add_menu
from bot.interactions.respond import respond
from bot.interactions.user_names import name_or_linked
from bot.recommend.cog import TYPES, Genre, complete_genre
from reko_core.contract.filter_request import FilterRequest
from reko_core.contract.parsing import parse_as

__all__ = ["GroupCog"]

# Ten mentions, or ten addresses of profiles.
People = app_commands.Range[str, 1, 1000]


class GroupCog(commands.Cog):
    """The command `/reko-group`, and *Watch together* in the menu of a person."""

    def __init__(self, tree: app_commands.CommandTree[RekoBot]) -> None:
        add_menu(tree, localized("menu-together"), self.watch_together)

    async def watch_together(
        self, interaction: Interaction, member: discord.User | discord.Member
    ) -> None:
        """Recommend titles to oneself and a member who allows it."""
        await respond(interaction, _watch_together, member.id)

    @app_commands.command(name=localized("cmd-group"), description=localized("cmd-group-about"))
    @app_commands.rename(
        members=localized("opt-members"),
        names=localized("opt-names"),
        rule=localized("opt-rule"),
        genre=localized("opt-genre"),
        type_=localized("opt-type"),
        rewatch=localized("opt-rewatch"),
    )
    @app_commands.describe(
        members=localized("opt-members-about"),
        names=localized("opt-names-about"),
        rule=localized("opt-rule-about"),
        genre=localized("opt-genre-about"),
        type_=localized("opt-type-about"),
        rewatch=localized("opt-rewatch-about"),
    )
    @app_commands.choices(
        rule=[Choice(name=localized(key), value=rule) for rule, key in RULES.items()],
        type_=[Choice(name=localized(f"type-{kind}"), value=kind) for kind in TYPES],
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def group(
        self,
        interaction: Interaction,
        members: People | None = None,
        names: People | None = None,
        rule: str | None = None,
        genre: Genre | None = None,
        type_: str | None = None,
        rewatch: bool = False,  # noqa: FBT001, FBT002 - as the option
    ) -> None:
        """Open a group, which others can join."""
        options = {
            "rule": rule or next(iter(RULES)),
            "genres": [genre] if genre else [],
            "types": [type_] if type_ else [],
            "max_seen": int(rewatch),
        }
        await respond(interaction, _gather, (members, names), options)

    @group.autocomplete("genre")
    async def _complete_genre(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_genre(interaction, typed)


async def _gather(ctx: Context, people: tuple[str | None, ...], options: dict[str, Any]) -> None:
    """Show the message in which people join. Raises BadInput, WrongInput, OnCooldown."""
    ids, names = parse_people(*people)
    place = await ctx.place()
    # The fields of names and rules are checked when the titles are looked for.
    filters = {name: options[name] for name in ("genres", "types")}
    ctx.services.recommender.validate(parse_as(FilterRequest, filters))
    ctx.client.cooldowns.take(ctx.user_id)
    sharing, others = await sharing_members(ctx, (one for one in ids if one != ctx.user_id))
    group = await make_group(ctx, sharing, names, options)
    await ctx.reply.defer(ephemeral=place.settings.is_private)
    await ctx.reply.update(**gathering_message(group))
    await name_those_left_out(ctx, others)


async def _watch_together(ctx: Context, member_id: int) -> None:
    """Show titles for two. Raises NameMissing, NotShared, WrongInput, and as `show_titles`."""
    await name_or_linked(ctx, None)
    if member_id == ctx.user_id:
        raise WrongInput("error-group-too-few")
    sharing, _ = await sharing_members(ctx, [member_id])
    if not sharing:
        raise NotShared
    place = await ctx.place()
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer(ephemeral=place.settings.is_private)
    await show_titles(ctx, await make_group(ctx, sharing, (), {}))
