"""What can be pressed. Each button holds in its custom_id what it needs, so it never forgets."""
