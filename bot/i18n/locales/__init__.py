"""The texts of the bot: a folder a language, a file a feature.

Variables such as { $user } are escaped before they are inserted.
"""
