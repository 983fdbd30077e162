"""The operations of one feature each, with examples of their requests and responses."""
