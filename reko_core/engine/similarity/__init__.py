"""Who is similar, and how much."""
