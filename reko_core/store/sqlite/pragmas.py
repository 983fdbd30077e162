"""Pragmas: what the store relies on in every connection to SQLite."""

import sqlite3

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["set_pragmas"]


def set_pragmas(engine: Engine, busy_timeout_s: float) -> None:
    """Set the pragmas of every connection that the engine opens from now on."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {round(1000 * busy_timeout_s)}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        # What is deleted, as by an opt-out, is overwritten with zeros.
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.close()
