"""Seasons: which titles they have, and how they are ranked for a user."""
