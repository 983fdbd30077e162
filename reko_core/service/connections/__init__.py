"""Accounts that people connect: how they do, and what they change on their lists by it."""
