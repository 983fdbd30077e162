"""The canvas that all pictures are drawn on, its fonts, and the parts that they share."""
