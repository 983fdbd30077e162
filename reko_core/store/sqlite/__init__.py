"""What only SQLite has: files, pragmas, threads, copies, inspection."""
