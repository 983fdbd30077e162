"""The `/reko-season` command and its parts."""
