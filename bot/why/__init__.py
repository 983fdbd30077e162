"""The `/reko-why` command and its parts."""
