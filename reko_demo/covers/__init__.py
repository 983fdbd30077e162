"""Generated covers, because real ones are copyrighted."""
