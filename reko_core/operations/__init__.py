"""Tools for operators: backup, restore, doctor."""
