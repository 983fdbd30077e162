"""A PostgreSQL database, checked without migrating it."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import URL, RowMapping

from reko_core.errors import StoreError
from reko_core.operations.doctor.finding import Finding, failure, ok, warning
from reko_core.store.database.connection import wrap_driver_errors
from reko_core.store.database.migrate import MOVING, known_revisions, open_engine
from reko_core.store.database.tables import metadata
from reko_core.store.postgres.connecting import POOL_SIZE

__all__ = ["check_postgres"]

_NAME = "database"
_MEGABYTE = 1_000_000
_LOCK_TIMEOUT_S = 5.0
# The first with idle_session_timeout, which frees the locks of processes that have vanished.
_MIN_VERSION = 14
# One for a lock, and one for migrations.
_CONNECTIONS = POOL_SIZE + 2

_SERVER = text("""
SELECT current_setting('server_version') AS version,
       current_setting('server_version_num')::int / 10000 AS major,
       current_setting('server_encoding') AS encoding,
       pg_is_in_recovery() OR current_setting('transaction_read_only')::bool AS is_read_only,
       COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create,
       pg_database_size(current_database()) AS bytes,
       current_setting('max_connections')::int
         - current_setting('superuser_reserved_connections')::int
         - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
         AS connections,
       (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS role_limit
""")
_TABLES_OF_OTHERS = text("""
SELECT relname FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(:names)
  AND NOT pg_has_role(current_user, relowner, 'USAGE')
ORDER BY relname
""")
_HAS_TABLES = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_REVISION = text("SELECT version_num FROM alembic_version")


def check_postgres(url: URL) -> list[Finding]:
    """Check the server, and what its role may do. Blocking."""
    try:
        with wrap_driver_errors():
            server, others, revision = _look(url)
    except StoreError as error:
        if error.kind == "driver":
            message = "The driver of PostgreSQL is not installed."
            return [failure(_NAME, message, "pip install 'reko[postgres]'")]
        return [failure(_NAME, f"The database cannot be used ({error.reason}).", kind=error.kind)]
    failures = [*_check_server(server), *_check_rights(server, others)]
    if failures:
        return failures
    findings = [*_check_revision(revision), *_check_connections(server)]
    if findings:
        return findings
    message = (
        f"PostgreSQL {server['version']} is at revision {revision} "
        f"({server['bytes'] / _MEGABYTE:,.1f} MB); {server['connections']} connections are free."
    )
    return [ok(_NAME, message, **dict(server), revision=revision)]


def _look(url: URL) -> tuple[RowMapping, list[str], str | None]:
    engine = open_engine(url, _LOCK_TIMEOUT_S)
    try:
        with engine.connect() as connection:
            server = connection.execute(_SERVER).mappings().one()
            names: Any = {"names": ["alembic_version", *metadata.tables]}
            others = list(connection.scalars(_TABLES_OF_OTHERS, names))
            has_tables = connection.scalar(_HAS_TABLES) and not others
            return server, others, connection.scalar(_REVISION) if has_tables else None
    finally:
        engine.dispose()


def _check_server(server: RowMapping) -> list[Finding]:
    findings = []
    if server["major"] < _MIN_VERSION:
        message = f"PostgreSQL {server['version']} is too old: {_MIN_VERSION} or newer is needed."
        findings.append(failure(_NAME, message))
    if server["encoding"] != "UTF8":
        message = (
            f"The encoding of the database is {server['encoding']}: names and titles need UTF8. "
            "Create another one (CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0)."
        )
        findings.append(failure(_NAME, message))
    if server["is_read_only"]:
        message = "It is a standby or set to read only: database.url must lead to the primary."
        findings.append(failure(_NAME, message))
    return findings


def _check_rights(server: RowMapping, others: list[str]) -> list[Finding]:
    if not server["may_create"]:
        message = (
            "The role of database.url may not create tables. Make it the owner of the database, "
            "or grant it the schema (GRANT CREATE, USAGE ON SCHEMA ... TO ...)."
        )
        return [failure(_NAME, message)]
    if others:
        message = (
            f"Another role owns {', '.join(others)}: migrations will fail. Make the role of "
            "database.url their owner (ALTER TABLE ... OWNER TO ...)."
        )
        return [failure(_NAME, message)]
    return []


def _check_revision(revision: str | None) -> list[Finding]:
    known = known_revisions()
    if revision == known[0]:
        return []
    if revision is None:
        return [warning(_NAME, "It has no tables of Reko yet; the first start creates them.")]
    if revision in known:
        message = (
            f"It has revision {revision}; the next start migrates it to {known[0]}. "
            "Back it up first, with pg_dump."
        )
        return [warning(_NAME, message, revision=revision)]
    if revision.startswith(MOVING):
        message = "reko move-database is filling it, or was interrupted: then run it again."
        return [warning(_NAME, message)]
    message = (
        f"It has revision {revision}, created by a newer version of Reko. Install that version, "
        "or restore an older backup."
    )
    return [failure(_NAME, message, revision=revision)]


def _check_connections(server: RowMapping) -> list[Finding]:
    n_free, limit = server["connections"], server["role_limit"]
    if n_free < _CONNECTIONS:
        message = (
            f"Only {n_free} connections are free, and each process of Reko may need "
            f"{_CONNECTIONS}. Raise max_connections of the server."
        )
        return [warning(_NAME, message, connections=n_free)]
    if 0 <= limit < _CONNECTIONS:
        message = (
            f"The role of database.url may have {limit} connections, and each process of Reko may "
            f"need {_CONNECTIONS}. Raise it (ALTER ROLE ... CONNECTION LIMIT ...)."
        )
        return [warning(_NAME, message, connections=limit)]
    return []
