"""The Discord bot: recommendations as pages of embeds, bans by a server, settings."""

from bot.client import RekoBot
from bot.runner import running_bot, send_commands
from bot.services import Services

__all__ = ["RekoBot", "Services", "running_bot", "send_commands"]
