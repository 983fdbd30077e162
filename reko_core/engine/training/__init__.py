"""Training of all models, when a snapshot is built."""
