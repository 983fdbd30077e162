"""A small catalogue and a synthetic community."""
