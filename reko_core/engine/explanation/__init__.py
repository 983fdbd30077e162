"""Explanations of predicted scores."""
