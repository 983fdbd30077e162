"""The `/reko-settings` command and its parts."""
