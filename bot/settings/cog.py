"""`/reko-settings`: how Reko behaves in a server, for those who manage it."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction
from bot.formatting.closeness import ACCURACIES
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.settings.ban_commands import BanCommands
from bot.settings.buttons import overview, reset_question
from bot.settings.changes import change_settings

__all__ = ["SettingsCog"]

Votes = app_commands.Range[int, 1, 25]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
class SettingsCog(
    BanCommands,
    commands.GroupCog,
    group_name=localized("cmd-settings"),
    group_description=localized("cmd-settings-about"),
):
    """Shows and changes the settings and the bans of a server.

    Discord hides the commands from those who may not manage the server, but a server can show
    them to anybody: each handler calls `Context.managed_guild`.
    """

    @app_commands.command(name=localized("cmd-show"), description=localized("cmd-show-about"))
    async def show(self, interaction: Interaction) -> None:
        """Show all settings, with a form to change them."""
        await respond(interaction, _show)

    @app_commands.command(
        name=localized("cmd-accuracy"), description=localized("settings-accuracy-about")
    )
    @app_commands.rename(value=localized("opt-value"))
    @app_commands.describe(value=localized("opt-accuracy-about"))
    @app_commands.choices(
        value=[Choice(name=localized(key), value=value) for value, key in ACCURACIES.items()]
    )
    async def accuracy(self, interaction: Interaction, value: float) -> None:
        """Set the default accuracy."""
        await respond(interaction, _change, accuracy=value)

    @app_commands.command(
        name=localized("cmd-per-page"), description=localized("settings-per-page-about")
    )
    @app_commands.rename(value=localized("opt-value"))
    @app_commands.describe(value=localized("settings-per-page-about"))
    async def titles_per_page(
        self, interaction: Interaction, value: app_commands.Range[int, 3, 5]
    ) -> None:
        """Set how many titles a page has."""
        await respond(interaction, _change, titles_per_page=value)

    @app_commands.command(
        name=localized("cmd-adult"), description=localized("settings-adult-about")
    )
    @app_commands.rename(allowed=localized("opt-allowed"))
    @app_commands.describe(allowed=localized("settings-adult-about"))
    async def adult(self, interaction: Interaction, allowed: bool) -> None:  # noqa: FBT001
        """Allow adult titles in age-restricted channels."""
        await respond(interaction, _change, allow_adult=allowed)

    @app_commands.command(name=localized("cmd-who"), description=localized("settings-who-about"))
    @app_commands.rename(who=localized("opt-who"))
    @app_commands.describe(who=localized("settings-who-about"))
    @app_commands.choices(
        who=[
            Choice(name=localized("who-everyone"), value="everyone"),
            Choice(name=localized("rule-moderators"), value="moderators"),
        ]
    )
    async def who_may_ban(self, interaction: Interaction, who: str) -> None:
        """Set who may ban or vote."""
        await respond(interaction, _change, who_may_ban=who)

    @app_commands.command(
        name=localized("cmd-votes"), description=localized("settings-votes-about")
    )
    @app_commands.rename(needed=localized("opt-votes"))
    @app_commands.describe(needed=localized("settings-votes-about"))
    async def votes(self, interaction: Interaction, needed: Votes) -> None:
        """Set how many votes ban a title."""
        await respond(interaction, _change, votes_needed=needed)

    @app_commands.command(
        name=localized("cmd-answers"), description=localized("settings-answers-about")
    )
    @app_commands.rename(who=localized("opt-visible"))
    @app_commands.describe(who=localized("settings-answers-about"))
    @app_commands.choices(
        who=[
            Choice(name=localized("settings-public"), value="public"),
            Choice(name=localized("settings-private"), value="private"),
        ]
    )
    async def answers(self, interaction: Interaction, who: str) -> None:
        """Set who sees recommendations."""
        await respond(interaction, _change, is_private=who == "private")

    @app_commands.command(name=localized("cmd-reset"), description=localized("cmd-reset-about"))
    async def reset(self, interaction: Interaction) -> None:
        """Reset everything to defaults, after asking."""
        await respond(interaction, _ask_to_reset)


async def _show(ctx: Context) -> None:
    await ctx.reply.send(**await overview(ctx))


async def _change(ctx: Context, /, **changes: object) -> None:
    message = await change_settings(ctx, **changes)
    await ctx.reply.send(message, **await overview(ctx))


async def _ask_to_reset(ctx: Context) -> None:
    await ctx.reply.send(**await reset_question(ctx))
