"""A local server that speaks Jikan's API, faults included."""
