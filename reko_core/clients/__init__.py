"""HTTP clients of other sites."""
