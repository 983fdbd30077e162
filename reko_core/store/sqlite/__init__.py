"""What only SQLite has: online backup, copying pages."""
