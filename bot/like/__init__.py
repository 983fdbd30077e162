"""The `/reko-like` command and its parts."""
