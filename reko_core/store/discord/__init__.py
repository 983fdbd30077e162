"""Repositories of what Discord users and servers decided."""
