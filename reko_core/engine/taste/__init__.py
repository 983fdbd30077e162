"""What a list tells about its user: genres, scores, decades and habits, beside the community's."""
