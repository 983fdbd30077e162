"""Connections, dialects, migrations, packing."""
