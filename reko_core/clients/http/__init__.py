"""HTTP plumbing that all clients share: bounded GET requests, throttling, `Retry-After`."""
