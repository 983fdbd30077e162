"""What doctor says of PostgreSQL databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from reko_core.operations.doctor.checks.database import check_database
from reko_core.operations.doctor.finding import State
from reko_core.settings import DatabaseSettings
from reko_core.store.database.connection import parse_url
from reko_core.store.database.migrate import open_engine
from reko_core.store.database.tables import metadata

if TYPE_CHECKING:
    from postgres_server import TemporaryDatabases


OK, WARNING, ERROR = State.OK, State.WARNING, State.ERROR


@contextmanager
def changed(settings: DatabaseSettings, *statements: str) -> Iterator[None]:
    engine = open_engine(parse_url(settings), 1)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    try:
        yield
    finally:
        engine.dispose()


def as_role(settings: DatabaseSettings, name: str) -> DatabaseSettings:
    url = make_url(settings.url).set(username=name)
    return DatabaseSettings(url=url.render_as_string(hide_password=False))


def test_an_intact_database_is_all_right(postgres_database: DatabaseSettings) -> None:
    (found,) = check_database(postgres_database)

    assert found.state is OK
    assert found.facts["encoding"] == "UTF8"
    assert "connections are free" in found.message


def test_a_database_without_tables_is_a_warning(postgres: "TemporaryDatabases") -> None:
    with postgres.create(is_empty=True) as settings:
        (found,) = check_database(settings)

    assert found.state is WARNING
    assert "no tables" in found.message


@pytest.mark.parametrize(
    ("statement", "state", "part"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", ERROR, "newer version"),
        ("UPDATE alembic_version SET version_num = '0001'", WARNING, "pg_dump"),
        ("DROP TABLE alembic_version", WARNING, "no tables"),
    ],
)
def test_another_revision_is_named(
    postgres_database: DatabaseSettings, statement: str, state: State, part: str
) -> None:
    with changed(postgres_database, statement):
        (found,) = check_database(postgres_database)

    assert found.state is state
    assert part in found.message


def test_a_role_without_rights_and_with_few_connections_is_told(
    postgres_database: DatabaseSettings,
) -> None:
    with changed(postgres_database, "CREATE ROLE restricted LOGIN CONNECTION LIMIT 3"):
        nothing = check_database(as_role(postgres_database, "restricted"))
        with changed(postgres_database, "GRANT CREATE ON SCHEMA public TO restricted"):
            tables = check_database(as_role(postgres_database, "restricted"))
        give = (
            f"ALTER TABLE {table} OWNER TO restricted"
            for table in ("alembic_version", *metadata.tables)
        )
        with changed(postgres_database, *give):
            few = check_database(as_role(postgres_database, "restricted"))
        with changed(postgres_database, "DROP OWNED BY restricted", "DROP ROLE restricted"):
            pass

    assert [one.state for one in (*nothing, *tables, *few)] == [ERROR, ERROR, WARNING]
    assert "may not create tables" in nothing[0].message
    assert "Another role owns" in tables[0].message
    assert "may have 3 connections" in few[0].message


def test_an_absent_database_is_an_error_without_the_password() -> None:
    settings = DatabaseSettings(url="postgresql://reko:Pass_Word@127.0.0.1:1/reko")
    (found,) = check_database(settings)

    assert found.state is ERROR
    assert "Pass_Word" not in found.message
