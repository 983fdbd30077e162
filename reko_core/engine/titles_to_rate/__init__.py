"""Titles whose rating tells most about a taste, for people without a list."""
