"""The Discord bot: recommendations as pages of embeds, bans by a server, settings."""

from bot.app import make_bot
from bot.client import RekoBot
from bot.rules.invite import invite_url
from bot.runner import running_bot, send_commands
from bot.services import Services

__all__ = ["RekoBot", "Services", "invite_url", "make_bot", "running_bot", "send_commands"]
