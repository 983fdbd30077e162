"""A local server that speaks MAL's API, faults included."""
