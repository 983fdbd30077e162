"""Drawn covers: no picture of the demo is anybody's work."""
