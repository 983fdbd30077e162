"""A local server that speaks Kitsu's API, faults included."""
