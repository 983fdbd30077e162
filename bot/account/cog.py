"""`/reko-account`: the linked MAL user, and what is stored about a person."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands
from discord.utils import format_dt, utcnow

from bot.account.buttons import forget_question
from bot.client import Interaction
from bot.formatting.markdown import plain
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.progress import FetchProgress
from bot.interactions.respond import respond
from bot.interactions.user_names import Name, complete_name
from reko_core.contract.parsing import parse_user_name
from reko_core.errors import ListPrivate, MalError, TooBusy, TooManyFetches

__all__ = ["AccountCog"]


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class AccountCog(
    commands.GroupCog,
    group_name=localized("cmd-account"),
    group_description=localized("cmd-account-about"),
):
    """The commands `/reko-account`. Every reply is for the person alone."""

    @app_commands.command(name=localized("cmd-link"), description=localized("cmd-link-about"))
    @app_commands.rename(user=localized("opt-user"))
    @app_commands.describe(user=localized("opt-own-user-about"))
    async def link(self, interaction: Interaction, user: Name) -> None:
        """Link a person to a MAL user."""
        await respond(interaction, _link, user)

    @link.autocomplete("user")
    async def _complete(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)

    @app_commands.command(
        name=localized("cmd-account-show"), description=localized("cmd-account-show-about")
    )
    async def show(self, interaction: Interaction) -> None:
        """Show which MAL user the person is linked to."""
        await respond(interaction, _show)

    @app_commands.command(name=localized("cmd-unlink"), description=localized("cmd-unlink-about"))
    async def unlink(self, interaction: Interaction) -> None:
        """Remove the link to a MAL user."""
        await respond(interaction, _unlink)

    @app_commands.command(name=localized("cmd-forget"), description=localized("cmd-forget-about"))
    async def forget_me(self, interaction: Interaction) -> None:
        """Delete everything stored about the person, after asking."""
        await respond(interaction, _ask_to_forget)


async def _link(ctx: Context, user: str) -> None:
    name = parse_user_name(user)
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer()
    async with FetchProgress(ctx, name).shown():
        name, message = await _look_up(ctx, name)
    if not await ctx.store.accounts.link(ctx.user_id, name, at=utcnow()):
        message = ctx.texts("link-opted-out", user=plain(name))
    await ctx.reply.send(message)


async def _look_up(ctx: Context, name: str) -> tuple[str, str]:
    """Return the name as MAL spells it, and the message. Raises UserNotFound."""
    try:
        summary = await ctx.services.recommender.look_up(name)
    except ListPrivate:
        return name, ctx.texts("link-private", user=plain(name))
    except (MalError, TooBusy, TooManyFetches):
        return name, ctx.texts("link-unchecked", user=plain(name))
    name = summary.user_name
    return name, ctx.texts("link-done", user=plain(name), n=summary.n_entries)


async def _show(ctx: Context) -> None:
    account = await ctx.store.accounts.get(ctx.user_id)
    if account is None:
        await ctx.reply.send(ctx.texts("link-none"))
        return
    when = format_dt(account.linked_at, "D")
    await ctx.reply.send(ctx.texts("link-shown", user=plain(account.mal_name), when=when))


async def _unlink(ctx: Context) -> None:
    was_linked = await ctx.store.accounts.unlink(ctx.user_id)
    await ctx.reply.send(ctx.texts("unlinked" if was_linked else "link-none"))


async def _ask_to_forget(ctx: Context) -> None:
    await ctx.reply.send(**forget_question(ctx.user_id, ctx.texts))
