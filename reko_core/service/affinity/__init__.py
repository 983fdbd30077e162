"""How close two users are."""
