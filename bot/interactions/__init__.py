"""Handling interactions: responding in time and once, errors as messages, persistent components."""
