"""Texts in every language."""
