"""What a list tells about its user."""
