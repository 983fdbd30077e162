"""HTTP plumbing that all clients share: bounded requests, throttling, retries, `Retry-After`."""
