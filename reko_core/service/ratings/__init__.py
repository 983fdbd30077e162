"""Titles to rate, for people without a list."""
