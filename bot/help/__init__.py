"""`/reko-help`: what the figures mean, and which commands there are."""
