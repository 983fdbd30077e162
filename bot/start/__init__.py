"""`/reko-start`: recommendations for people without a list, who rate ten well-known titles."""
