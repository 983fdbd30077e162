"""The use cases: recommend, explain, compare."""
