"""One recommendation to several users who watch together."""
