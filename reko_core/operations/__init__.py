"""What operators run: backup, restore, doctor."""
