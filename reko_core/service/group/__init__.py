"""Recommendations to groups."""
