"""Everything offline: real titles, made-up users, and a server that stands in for MAL."""
