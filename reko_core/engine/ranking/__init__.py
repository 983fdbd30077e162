"""Which titles, in which order, and who recommends them."""
