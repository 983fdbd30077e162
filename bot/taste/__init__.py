"""The `/reko-taste` command and its parts."""
