"""Where lists come from: public dumps, asking users, and the snapshot built of them."""
