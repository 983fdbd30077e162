"""What asking other sites takes, whoever they are: bounded answers, a pace, `Retry-After`."""
