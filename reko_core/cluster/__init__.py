"""Builds and answers over several machines, by Ray."""
