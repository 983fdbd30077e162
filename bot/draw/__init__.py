"""The `/reko-random` command and its button."""
