"""The connection to Discord's gateway, shared by all processes of the bot."""
