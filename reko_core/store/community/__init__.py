"""Repositories of lists, titles and MAL users."""
