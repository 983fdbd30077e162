"""The community as arrays."""
