"""A user's list: from the store while fresh, fetched otherwise."""
