"""The kinds of news, one module each: `find` returns the titles, the most important first."""
