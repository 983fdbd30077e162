"""Bucket bounds of the histograms, in seconds."""

__all__ = ["LAG_S", "RESPONSE_S"]

RESPONSE_S = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
LAG_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5)
