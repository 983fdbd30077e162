"""What Reko talks about: anime, lists, users. No I/O."""
