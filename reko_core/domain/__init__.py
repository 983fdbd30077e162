"""Domain models: anime, lists, users. No I/O."""
