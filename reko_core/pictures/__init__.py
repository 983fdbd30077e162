"""Pictures as PNG, drawn by Pillow with a font that is installed with it."""
