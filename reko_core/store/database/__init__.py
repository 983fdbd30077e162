"""Connections, dialects, tables, migrations, packing."""
