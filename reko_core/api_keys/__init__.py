"""Keys of the HTTP API."""
