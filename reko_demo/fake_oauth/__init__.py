"""What fake sites share to let people in: the question whether to allow access, and tokens."""
