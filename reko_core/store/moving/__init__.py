"""Moving a database from SQLite to PostgreSQL: copied in batches, resumable, compared."""
