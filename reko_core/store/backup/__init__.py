"""Backups of a SQLite database: written, read, restored."""
