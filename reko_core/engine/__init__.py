"""The recommender itself: arrays in, arrays out. No input, no output, no event loop."""
