"""The `/reko-affinity` command and its parts."""
