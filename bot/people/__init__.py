"""The people of a server: `/reko-neighbours` and `/reko-who`."""
