"""What is typed on the command line: paths, titles, and options by the fields they set."""
