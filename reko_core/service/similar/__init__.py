"""Titles like given ones."""
