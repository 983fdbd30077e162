"""Bans of titles and users: buttons, votes, reactions, the list."""
