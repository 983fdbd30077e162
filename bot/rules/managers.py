"""Those who manage a server: who they are, looked at on every use."""

from discord import app_commands

from bot.errors import NotAllowed
from bot.interactions.reply import Interaction
from reko_core.guilds.models import Scope

__all__ = ["managed_guild", "may_manage", "require_manager"]


def may_manage(interaction: Interaction) -> bool:
    """Say whether the person manages the server, or is alone with the bot."""
    in_server = interaction.guild_id and interaction.client.get_guild(interaction.guild_id)
    return not in_server or interaction.permissions.manage_guild


def require_manager(interaction: Interaction) -> None:
    """Raise NotAllowed unless the person manages the server."""
    if not may_manage(interaction):
        raise NotAllowed("error-manage-server")


def managed_guild(interaction: Interaction) -> Scope:
    """Return the server that the person manages. Raises NotAllowed."""
    require_manager(interaction)
    guild_id = interaction.guild_id
    if guild_id is None or interaction.client.get_guild(guild_id) is None:
        raise app_commands.NoPrivateMessage
    return Scope.guild(guild_id)
