"""The schema of a file to restore: nothing but what a database of Reko has."""

import re
import sqlite3

from sqlalchemy import DefaultClause, Table
from sqlalchemy.dialects import sqlite

from reko_core.store.database.tables import metadata

__all__ = ["unknown_part"]

_DIALECT = sqlite.dialect()
_VERSION_TABLE = "alembic_version"
# The statistics of ANALYZE.
_STATISTICS = {"sqlite_stat1", "sqlite_stat4"}
# What no table of Reko has: each would change, or refuse, what is written later.
_RULE = re.compile(r"\b(CHECK|COLLATE|CONFLICT)\b", re.IGNORECASE)


def unknown_part(connection: sqlite3.Connection, notes_table: str) -> str | None:
    """Return what the schema has beyond known tables, columns and indexes; None where nothing.

    A trigger, a view or a rule of a table would act on what is written later. Raises sqlite3.Error.
    """
    own = {
        _VERSION_TABLE: {"version_num": None},
        notes_table: dict.fromkeys(("name", "value")),
    }
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    virtual = {row[1] for row in connection.execute("PRAGMA table_list") if row[2] == "virtual"}
    for kind, name, table_name, statement in rows:
        # By name alone, a trigger that is called sqlite_... by a forged schema would pass.
        is_of_key = kind == "index" and statement is None
        if is_of_key or (kind == "table" and name in _STATISTICS):
            continue
        table = metadata.tables.get(table_name)
        if kind == "table" and name not in virtual and (table is not None or name in own):
            known = own[name] if table is None else _defaults(table)
            # table_xinfo also has generated columns, which are hidden.
            query = "SELECT name, hidden, dflt_value FROM pragma_table_xinfo(?)"
            for column, hidden, default in connection.execute(query, (name,)):
                if column not in known or hidden:
                    return f"the column {name}.{column}"
                if default != known[column]:
                    return f"the table {name} with DEFAULT"
            if rule := _RULE.search(statement):
                return f"the table {name} with {rule[0].upper()}"
            query = "SELECT [from], [table], on_delete FROM pragma_foreign_key_list(?)"
            if not set(connection.execute(query, (name,))) <= _foreign_keys(table):
                return f"the table {name} with REFERENCES"
        elif kind != "index" or table is None or not _is_known_index(table, name, statement):
            return f"the {kind} {name}"
    return None


def _defaults(table: Table) -> dict[str, str | None]:
    """Return the columns, with their defaults in SQL."""
    defaults: dict[str, str | None] = {}
    for column in table.columns:
        default = column.server_default
        defaults[column.name] = None
        if isinstance(default, DefaultClause) and not isinstance(default.arg, str):
            defaults[column.name] = str(default.arg.compile(dialect=_DIALECT))
    return defaults


def _foreign_keys(table: Table | None) -> set[tuple[str, str, str]]:
    """Return the column, the other table and what a deletion there does, of each foreign key."""
    keys = table.foreign_keys if table is not None else ()
    return {(key.parent.name, key.column.table.name, key.ondelete or "NO ACTION") for key in keys}


def _is_known_index(table: Table, name: str, statement: str) -> bool:
    """Return whether the table has this index: over these columns, of all rows, not unique."""
    words = " ".join(statement.replace('"', "").split())
    return any(
        index.name == name
        and words == f"CREATE INDEX {name} ON {table.name} ({', '.join(index.columns.keys())})"
        for index in table.indexes
    )
