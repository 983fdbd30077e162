"""From the store's lists to a snapshot on disk."""
