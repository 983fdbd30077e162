"""Several people at once, from their stored lists: who is closest, who has seen a title."""
