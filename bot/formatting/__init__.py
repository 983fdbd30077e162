"""Markdown, limits and colours of embeds."""
