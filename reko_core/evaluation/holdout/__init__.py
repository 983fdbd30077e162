"""Held-out users and their hidden titles."""
