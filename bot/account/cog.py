"""`/reko-account`: the linked list, and what is stored about a person."""

from typing import cast, get_args

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands
from discord.utils import format_dt

from bot.account.buttons import forget_question
from bot.account.connection import connect, connected_message, disconnect
from bot.account.data import send_data
from bot.account.hidden import hidden_message
from bot.account.list_upload import link_file
from bot.account.opt_out import ask_to_opt_out
from bot.client import Interaction, RekoBot
from bot.errors import WrongInput
from bot.formatting.markdown import plain
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.linking import link_list
from bot.interactions.respond import respond
from bot.interactions.user_names import Name, complete_name
from bot.recommend.link_buttons import linked_message, unlinked_message
from reko_core.domain.sites import Site, display_name, site_of
from reko_core.guilds.models import TitleLanguage, Visibility
from reko_core.service.connections.account_connecting import CONNECTED_KIND

__all__ = ["AccountCog"]

BY_PLACE = "default"


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class AccountCog(
    commands.GroupCog,
    group_name=localized("cmd-account"),
    group_description=localized("cmd-account-about"),
):
    """The commands `/reko-account`. Every reply is for the person alone."""

    def __init__(self, client: RekoBot) -> None:
        client.outbox.add_kind(CONNECTED_KIND, connected_message)

    @app_commands.command(name=localized("cmd-link"), description=localized("cmd-link-about"))
    @app_commands.rename(user=localized("opt-user"), file=localized("opt-file"))
    @app_commands.describe(
        user=localized("opt-own-user-about"), file=localized("opt-list-file-about")
    )
    async def link(
        self,
        interaction: Interaction,
        user: Name | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """Link a person to a user of a site, or to a list that they upload."""
        await respond(interaction, _link, user, file)

    @link.autocomplete("user")
    async def _complete(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)

    @app_commands.command(
        name=localized("cmd-account-show"), description=localized("cmd-account-show-about")
    )
    async def show(self, interaction: Interaction) -> None:
        """Show which list the person is linked to, and whether the account is connected."""
        await respond(interaction, _show)

    @app_commands.command(name=localized("cmd-sharing"), description=localized("cmd-sharing-about"))
    @app_commands.rename(visibility=localized("opt-sharing"))
    @app_commands.describe(visibility=localized("cmd-sharing-about"))
    @app_commands.choices(
        visibility=[
            Choice(name=localized(f"visibility-{level}"), value=level)
            for level in get_args(Visibility)
        ]
    )
    async def sharing(self, interaction: Interaction, visibility: str) -> None:
        """Choose who may learn whose list the person has linked."""
        await respond(interaction, _share, visibility)

    @app_commands.command(name=localized("cmd-unlink"), description=localized("cmd-unlink-about"))
    async def unlink(self, interaction: Interaction) -> None:
        """Remove the link to a list."""
        await respond(interaction, _unlink)

    @app_commands.command(name=localized("cmd-connect"), description=localized("cmd-connect-about"))
    @app_commands.rename(site=localized("opt-site"))
    @app_commands.describe(site=localized("opt-site-about"))
    @app_commands.choices(
        site=[Choice(name=one.label, value=one.value) for one in (Site.MAL, Site.ANILIST)]
    )
    async def connect(self, interaction: Interaction, site: str | None = None) -> None:
        """Send a person the link by which they connect their account."""
        await respond(interaction, connect, site)

    @app_commands.command(
        name=localized("cmd-disconnect"), description=localized("cmd-disconnect-about")
    )
    async def disconnect(self, interaction: Interaction) -> None:
        """Delete the connection with a person's account."""
        await respond(interaction, disconnect)

    @app_commands.command(name=localized("cmd-titles"), description=localized("cmd-titles-about"))
    @app_commands.rename(language=localized("opt-language"))
    @app_commands.describe(language=localized("cmd-titles-about"))
    @app_commands.choices(
        language=[
            Choice(name=localized(f"titles-{name}"), value=name)
            for name in (*get_args(TitleLanguage), BY_PLACE)
        ]
    )
    async def titles(self, interaction: Interaction, language: str) -> None:
        """Choose the language of titles."""
        await respond(interaction, _choose_titles, language)

    @app_commands.command(name=localized("cmd-data"), description=localized("cmd-data-about"))
    async def data(self, interaction: Interaction) -> None:
        """Send everything stored about the person as a file."""
        await respond(interaction, send_data)

    @app_commands.command(name=localized("cmd-opt-out"), description=localized("cmd-opt-out-about"))
    async def opt_out(self, interaction: Interaction) -> None:
        """Opt the linked user out of Reko, or take that back, after asking."""
        await respond(interaction, ask_to_opt_out)

    @app_commands.command(name=localized("cmd-hidden"), description=localized("cmd-hidden-about"))
    async def hidden(self, interaction: Interaction) -> None:
        """Show which titles the person hides, and let them be shown again."""
        await respond(interaction, _show_hidden)

    @app_commands.command(name=localized("cmd-forget"), description=localized("cmd-forget-about"))
    async def forget_me(self, interaction: Interaction) -> None:
        """Delete everything stored about the person, after asking."""
        await respond(interaction, _ask_to_forget)


async def _link(ctx: Context, user: str | None, file: discord.Attachment | None) -> None:
    if file is not None and user is None:
        await ctx.reply.send(**linked_message(ctx, True, await link_file(ctx, file)))
    elif user is not None and file is None:
        await ctx.reply.send(**linked_message(ctx, *await link_list(ctx, user)))
    else:
        raise WrongInput("error-user-or-file")


async def _show(ctx: Context) -> None:
    account = await ctx.store.accounts.get(ctx.user_id)
    if account is None:
        await ctx.reply.send(**unlinked_message(ctx, ctx.texts("link-none")))
        return
    when, is_own = format_dt(account.linked_at, "D"), site_of(account.mal_name) is Site.OWN
    lines = [
        ctx.texts("link-shown-file", when=when)
        if is_own
        else ctx.texts("link-shown", user=plain(display_name(account.mal_name)), when=when),
        ctx.texts(f"sharing-{account.visibility}"),
    ]
    if await ctx.store.connections.get(ctx.user_id) is not None:
        lines.append(ctx.texts("link-connected"))
    await ctx.reply.send("\n".join(lines))


async def _share(ctx: Context, visibility: str) -> None:
    level = cast(Visibility, visibility)
    if not await ctx.store.accounts.set_visibility(ctx.user_id, level):
        await ctx.reply.send(**unlinked_message(ctx, ctx.texts("link-none")))
        return
    await ctx.reply.send(ctx.texts(f"sharing-{level}"))


async def _show_hidden(ctx: Context) -> None:
    await ctx.reply.send(**await hidden_message(ctx))


async def _unlink(ctx: Context) -> None:
    was_linked = await ctx.store.accounts.unlink(ctx.user_id)
    message = ctx.texts("unlinked" if was_linked else "link-none")
    await ctx.reply.send(**unlinked_message(ctx, message))


async def _choose_titles(ctx: Context, language: str) -> None:
    chosen = None if language == BY_PLACE else cast(TitleLanguage, language)
    await ctx.store.title_languages.choose(ctx.user_id, chosen)
    current = await ctx.title_language()
    await ctx.reply.send(ctx.texts("titles-chosen", language=ctx.texts(f"titles-{current}")))


async def _ask_to_forget(ctx: Context) -> None:
    await ctx.reply.send(**forget_question(ctx.user_id, ctx.texts))
