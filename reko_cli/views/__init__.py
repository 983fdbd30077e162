"""What commands print: tables, pictures, progress."""
