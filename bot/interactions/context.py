"""What every handler of an interaction needs, in one object."""

from collections.abc import Mapping

from discord import app_commands

from bot.client import Interaction
from bot.errors import Expired, NotAllowed, NotOwner
from bot.i18n.texts import texts_for
from bot.interactions.reply import Reply
from bot.results.page_view import PageView
from bot.rules.place import Place, place_in
from bot.rules.title_names import title_language, title_names
from reko_core.guilds.models import Scope, TitleLanguage
from reko_core.store import StoredResult

__all__ = ["Context"]


class Context:
    """One interaction: who did it and where, the services, the texts in their language, the reply.

    `guild_id` is None in direct messages and in servers that did not invite the bot (a person
    brought it along); bans are personal there.
    """

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction
        self.client = interaction.client
        self.services = interaction.client.services
        self.store = interaction.client.services.store
        self.user_id = interaction.user.id
        self.texts = texts_for(interaction.locale)
        self.reply = Reply(interaction)
        guild_id = interaction.guild_id
        is_member = guild_id is not None and self.client.get_guild(guild_id) is not None
        self.guild_id = guild_id if is_member else None
        self._place: Place | None = None

    async def place(self) -> Place:
        """Return where the interaction happened; read once. Raises StoreError."""
        if self._place is None:
            scope = Scope.guild(self.guild_id) if self.guild_id else Scope.person(self.user_id)
            self._place = await place_in(scope, self.interaction.channel, self.store)
        return self._place

    async def title_language(self) -> TitleLanguage:
        """Return in which language the person reads titles. Raises StoreError."""
        locale = str(self.interaction.locale)
        return await title_language(self.user_id, await self.place(), locale, self.store)

    async def title_names(self, titles: Mapping[int, str]) -> dict[int, str]:
        """Return the names of titles for the person, as `bot.rules.title_names.title_names`."""
        place, language = await self.place(), await self.title_language()
        return await title_names(titles, place, language, self.store, self.texts)

    async def place_of(self, result: StoredResult) -> Place:
        """Return where the interaction happened, which must be where the result was shown.

        Raises NotOwner, Expired, StoreError.
        """
        place = await self.place()
        if place.scope != result.scope:
            raise NotOwner(result.owner_id) if result.scope.guild_id is None else Expired
        return place

    def require_owner(self, owner_id: int) -> None:
        """Raise NotOwner for somebody else than the owner of what is shown."""
        if self.user_id != owner_id:
            raise NotOwner(owner_id)

    @property
    def may_manage(self) -> bool:
        """Whether the person manages the server, or is alone with the bot."""
        return self.guild_id is None or self.interaction.permissions.manage_guild

    def require_manager(self) -> None:
        """Raise NotAllowed unless the person manages the server."""
        if not self.may_manage:
            raise NotAllowed("error-manage-server")

    def managed_guild(self) -> int:
        """Return the id of the server that the person manages.

        Raises NotAllowed, and NoPrivateMessage outside of servers that invited the bot.
        """
        self.require_manager()
        if self.guild_id is None:
            raise app_commands.NoPrivateMessage
        return self.guild_id

    def managed_scope(self) -> Scope:
        """Return the scope of the server that the person manages. Raises as `managed_guild`."""
        return Scope.guild(self.managed_guild())

    async def show_page(self, page: PageView) -> None:
        """Show a page of a result in the message that the reply updates."""
        await self.client.pages.show(page, self.reply.update, self.interaction.channel_id)
