"""Similarity of users."""
