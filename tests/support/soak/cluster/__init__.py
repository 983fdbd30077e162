"""Several processes that share a PostgreSQL database, under faults: environment and checks."""
