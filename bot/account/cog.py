"""`/reko-account`: which MAL user a person is, and what is kept about them."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands
from discord.utils import format_dt, utcnow

from bot.account.buttons import forget_question
from bot.formatting.markdown import plain
from bot.i18n.translator import said
from bot.interactions.progress import FetchNote
from bot.interactions.reply import Answer, Interaction, answering
from bot.interactions.user_names import Name, complete_name
from bot.services import Services
from reko_core.contract.recommend import parse_user_name
from reko_core.errors import ListPrivate, MalError, TooBusy

__all__ = ["AccountCog"]


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class AccountCog(
    commands.GroupCog,
    group_name=said("cmd-account"),
    group_description=said("cmd-account-about"),
):
    """Links a person to a MAL user, and forgets them. Every answer is theirs alone."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name=said("cmd-link"), description=said("cmd-link-about"))
    @app_commands.rename(user=said("opt-user"))
    @app_commands.describe(user=said("opt-own-user-about"))
    async def link(self, interaction: Interaction, user: Name) -> None:
        """Remember which MAL user the person is."""
        async with answering(interaction) as answer:
            name = parse_user_name(user)
            interaction.client.cooldowns.take(interaction.user.id)
            await answer.defer()
            async with FetchNote(answer, name).shown():
                name, told = await self._looked_up(answer, name)
            await self._services.store.accounts.link(interaction.user.id, name, at=utcnow())
            await answer.reply(told)

    async def _looked_up(self, answer: Answer, name: str) -> tuple[str, str]:
        """Return the name as MAL spells it, and what to say. Raises UserNotFound."""
        texts = answer.texts
        try:
            summary = await self._services.recommender.look_up(name)
        except ListPrivate:
            return name, texts("link-private", user=plain(name))
        except (MalError, TooBusy):
            return name, texts("link-unchecked", user=plain(name))
        name = summary.user_name
        return name, texts("link-done", user=plain(name), n=summary.n_entries)

    @link.autocomplete("user")
    async def _complete(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(self._services, interaction, typed)

    @app_commands.command(name=said("cmd-account-show"), description=said("cmd-account-show-about"))
    async def show(self, interaction: Interaction) -> None:
        """Say which MAL user the person is linked to."""
        async with answering(interaction) as answer:
            account = await self._services.store.accounts.get(interaction.user.id)
            if account is None:
                await answer.reply(answer.texts("link-none"))
                return
            when = format_dt(account.linked_at, "D")
            told = answer.texts("link-shown", user=plain(account.mal_name), when=when)
            await answer.reply(told)

    @app_commands.command(name=said("cmd-unlink"), description=said("cmd-unlink-about"))
    async def unlink(self, interaction: Interaction) -> None:
        """Forget which MAL user the person is."""
        async with answering(interaction) as answer:
            was_linked = await self._services.store.accounts.unlink(interaction.user.id)
            await answer.reply(answer.texts("unlinked" if was_linked else "link-none"))

    @app_commands.command(name=said("cmd-forget"), description=said("cmd-forget-about"))
    async def forget_me(self, interaction: Interaction) -> None:
        """Delete everything stored about the person, after asking."""
        async with answering(interaction) as answer:
            await answer.reply(**forget_question(interaction.user.id, answer.texts))
