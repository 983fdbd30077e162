"""The `/reko-digest` command and its parts."""
