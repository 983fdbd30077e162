"""Predictions: the expected score and the probability of enjoyment."""
