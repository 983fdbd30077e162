"""Titles like given ones: how close titles are, and the best of them for one user or for all."""
