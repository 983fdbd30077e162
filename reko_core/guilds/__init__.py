"""Settings and bans of a Discord server, as data."""
