"""`/reko-like`: titles like one or two others."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction
from bot.errors import WrongInput
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.interactions.title_option import Title, complete_title, find_title
from bot.interactions.user_names import Name, as_kept, complete_name, remember_names
from bot.like.like_page import LikeQuestion, like_message
from bot.like.title_choice import like_question
from reko_core.contract.parsing import parse_user_name
from reko_core.contract.title_query import TitleMatches

__all__ = ["LikeCog"]


class LikeCog(commands.Cog):
    """The command `/reko-like`."""

    @app_commands.command(name=localized("cmd-like"), description=localized("cmd-like-about"))
    @app_commands.rename(
        title=localized("opt-title"),
        other=localized("opt-like-and"),
        unlike=localized("opt-unlike"),
        user=localized("opt-user"),
    )
    @app_commands.describe(
        title=localized("opt-like-title-about"),
        other=localized("opt-like-and-about"),
        unlike=localized("opt-unlike-about"),
        user=localized("opt-user-about"),
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def like(
        self,
        interaction: Interaction,
        title: Title,
        other: Title | None = None,
        unlike: Title | None = None,
        user: Name | None = None,
    ) -> None:
        """List titles like one or two others."""
        await respond(interaction, _list_similar, (title, other, unlike), user)

    @like.autocomplete("title")
    @like.autocomplete("other")
    @like.autocomplete("unlike")
    async def _complete_title(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_title(interaction, typed)

    @like.autocomplete("user")
    async def _complete_user(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)


async def _list_similar(
    ctx: Context, given: tuple[str, str | None, str | None], user: str | None
) -> None:
    """List them for the user that is named or linked, for everybody where there is none."""
    title, other, unlike = given
    user_name = await _user_name(ctx, user)
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer(ephemeral=(await ctx.place()).settings.is_private)
    found = await find_title(ctx, title)
    second = [] if other is None else [await _closest(ctx, other)]
    question = LikeQuestion(
        owner=ctx.user_id,
        like=tuple(dict.fromkeys((_first(found), *second))),
        unlike=None if unlike is None else await _closest(ctx, unlike),
        user=as_kept(user_name),
    )
    if question.unlike in question.like:
        raise WrongInput("error-like-unlike")
    if isinstance(found, TitleMatches):
        await ctx.reply.update(**await like_question(ctx, question, found))
        return
    await ctx.reply.update(content=None, **await like_message(ctx, question))
    if user is not None:
        await remember_names(ctx, user_name)


async def _user_name(ctx: Context, user: str | None) -> str:
    if user is not None:
        return parse_user_name(user)
    account = await ctx.store.accounts.get(ctx.user_id)
    return "" if account is None else account.mal_name


async def _closest(ctx: Context, given: str) -> int:
    """Return the title that is meant, of several the one whose name is closest."""
    return _first(await find_title(ctx, given))


def _first(found: int | TitleMatches) -> int:
    return found.root[0].id if isinstance(found, TitleMatches) else found
