"""The titles of a season, ranked for a user before many have seen them."""
