"""Commands in the menus of people and messages."""

from collections.abc import Callable, Coroutine
from typing import Any

from discord import app_commands

from bot.client import RekoBot

__all__ = ["add_menu"]


def add_menu(
    tree: app_commands.CommandTree[RekoBot],
    name: app_commands.locale_str,
    callback: Callable[..., Coroutine[Any, Any, None]],
) -> None:
    """Add a command to a menu, that of people or of messages as the callback's argument says."""
    tree.add_command(
        app_commands.ContextMenu(
            name=name,
            callback=callback,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
    )
