"""The commands and events of the bot, a cog an area."""
