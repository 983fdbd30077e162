"""Buttons that change a person's own list at the site whose account they have connected."""
