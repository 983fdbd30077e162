"""The Discord bot: recommendations as pages of embeds, bans by a server, settings."""

from bot.app import make_bot
from bot.client import RekoBot
from bot.rules.invite import invite_url
from bot.runner import SyncReport, running_bot, sync_with_discord
from bot.services import Services

__all__ = [
    "RekoBot",
    "Services",
    "SyncReport",
    "invite_url",
    "make_bot",
    "running_bot",
    "sync_with_discord",
]
