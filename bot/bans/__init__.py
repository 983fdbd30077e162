"""Banning titles and users from a page: buttons, votes, reactions."""
