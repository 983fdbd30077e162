"""Markdown, and limits and colours of embeds."""
