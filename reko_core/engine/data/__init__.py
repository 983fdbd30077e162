"""Lists and titles as arrays."""
