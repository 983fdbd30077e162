"""The expected score and the chance of enjoyment."""
