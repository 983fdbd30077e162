"""Building blocks of a long-running async program: clock, shutdown, backoff, rate limits."""
