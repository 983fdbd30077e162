"""Candidates, their order, and the neighbours who support them."""
