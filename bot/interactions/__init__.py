"""Replying to Discord: in time, once, with errors as sentences."""
