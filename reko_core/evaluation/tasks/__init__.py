"""What `reko evaluate --task` measures besides the recommendations to one user."""
