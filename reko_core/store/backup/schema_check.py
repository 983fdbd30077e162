"""The schema of a file to restore: nothing but what a database of Reko has."""

import re
import sqlite3

from sqlalchemy import Table

from reko_core.store.database.tables import metadata

__all__ = ["unknown_part"]

_VERSION_TABLE = "alembic_version"
# Names that SQLite reserves for itself, as of the statistics of ANALYZE.
_RESERVED = "sqlite_"
# What no table of Reko has: each would change, or refuse, what is written later.
_RULE = re.compile(r"\b(CHECK|DEFAULT|COLLATE|CONFLICT)\b", re.IGNORECASE)


def unknown_part(connection: sqlite3.Connection, notes_table: str) -> str | None:
    """Return what the schema has beyond known tables, columns and indexes; None where nothing.

    A trigger, a view or a rule of a table would act on what is written later. Raises sqlite3.Error.
    """
    own = {_VERSION_TABLE: {"version_num"}, notes_table: {"name", "value"}}
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    virtual = {row[1] for row in connection.execute("PRAGMA table_list") if row[2] == "virtual"}
    for kind, name, table_name, statement in rows:
        if name.startswith(_RESERVED):
            continue
        table = metadata.tables.get(table_name)
        if kind == "table" and name not in virtual and (table is not None or name in own):
            known = own[name] if table is None else set(table.columns.keys())
            # table_xinfo also has generated columns, which are hidden.
            columns = connection.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (name,))
            for column, hidden in columns:
                if column not in known or hidden:
                    return f"the column {name}.{column}"
            if rule := _RULE.search(statement):
                return f"the table {name} with {rule[0].upper()}"
        elif kind != "index" or table is None or not _is_known_index(table, name, statement):
            return f"the {kind} {name}"
    return None


def _is_known_index(table: Table, name: str, statement: str) -> bool:
    """Return whether the table has this index: over these columns, of all rows, not unique."""
    words = " ".join(statement.replace('"', "").split())
    return any(
        index.name == name
        and words == f"CREATE INDEX {name} ON {table.name} ({', '.join(index.columns.keys())})"
        for index in table.indexes
    )
