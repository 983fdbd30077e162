"""The `/reko-account` command and its parts."""
