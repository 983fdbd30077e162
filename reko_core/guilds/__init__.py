"""What a Discord server decides: settings and bans, as data."""
