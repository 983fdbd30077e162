"""What a digest says of a title beside its name, one module a kind of news: `parts` yields it."""
