"""`/reko-group`: people gather in a message, and get titles to watch together."""
