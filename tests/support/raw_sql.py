"""SQL past the store, on any kind of database."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from reko_core.settings import DatabaseSettings
from reko_core.store.database.connection import parse_url
from reko_core.store.database.migrate import open_engine

__all__ = ["RawSql"]

_REFUSE = """
CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$
"""


class RawSql:
    """Changes rows, and makes the database refuse changes."""

    def __init__(self, settings: DatabaseSettings) -> None:
        self._url = parse_url(settings)
        self._is_postgres = self._url.get_backend_name() == "postgresql"

    def run(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """Run one statement; return its rows."""
        engine = open_engine(self._url, 0.1)
        try:
            with engine.begin() as connection:
                result = connection.execute(text(statement), values)
                return [tuple(row) for row in result] if result.returns_rows else []
        finally:
            engine.dispose()

    def refuse(self, table: str, verb: str, when: str = "true") -> None:
        """Make an INSERT, UPDATE or DELETE of rows fail; `when` compares OLD and NEW."""
        if self._is_postgres:
            self.run(_REFUSE)
            action = f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse()"
        else:
            action = f"WHEN {when} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        self.run(f"CREATE TRIGGER refuse_{verb} BEFORE {verb} ON {table} {action}")

    def is_locked(self, key: str) -> bool:
        """Return whether a transaction holds the write lock of a key."""
        if self._is_postgres:
            lock = "SELECT pg_try_advisory_xact_lock(hashtextextended(:key, 0))"
            return self.run(lock, key=key) == [(False,)]
        try:
            self.run("BEGIN IMMEDIATE")
        except OperationalError:
            return True
        return False

    def undo(self) -> None:
        """Let a PostgreSQL database accept all changes again."""
        if self._is_postgres:
            self.run("DROP FUNCTION IF EXISTS refuse CASCADE")
