"""Answers that are kept, and their pages."""
