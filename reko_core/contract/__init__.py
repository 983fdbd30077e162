"""Requests and responses, the same for every front end."""
