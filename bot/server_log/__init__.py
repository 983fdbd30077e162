"""The log channel of a server: bans, imports and changed settings, as they happen."""
