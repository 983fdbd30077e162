"""What only PostgreSQL has: codes of errors, options of connections, COPY."""
