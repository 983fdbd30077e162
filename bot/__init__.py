"""The Discord bot: recommendations as pages of embeds, bans by a server, settings."""

from bot.app import make_bot
from bot.client import RekoBot
from bot.runner import running_bot, send_commands
from bot.services import Services

__all__ = ["RekoBot", "Services", "make_bot", "running_bot", "send_commands"]
