"""Who is held out, and which of their entries are hidden."""
