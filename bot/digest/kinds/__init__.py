"""What a digest says of a title, one module a kind of news: `line` returns it as Markdown."""
