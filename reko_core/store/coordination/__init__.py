"""What processes of several machines agree on through PostgreSQL, by the clock of its server.

The processes of an SQLite database are on one machine and do without.
"""
