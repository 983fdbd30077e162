"""The `/reko` command and its parts."""
