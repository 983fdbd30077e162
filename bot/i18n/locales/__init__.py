"""The texts of the bot, a file a language."""
