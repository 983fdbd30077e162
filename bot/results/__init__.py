"""Stored results, and their pages in Discord messages."""
