"""Building, storing, loading and hot-swapping snapshots."""
