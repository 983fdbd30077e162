"""Digests: what is new for a person or a server since the last one; one module a kind of news."""
