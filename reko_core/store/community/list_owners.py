"""Owners of lists: what `is_mal_user` decides, for the rows of a table."""

from sqlalchemy import ColumnElement, Table, func, or_

from reko_core.domain.mal_users import DIGITS, MAL_SOURCE

__all__ = ["is_owned_by_mal_user"]


def is_owned_by_mal_user(table: Table) -> ColumnElement[bool]:
    """Select the lists of MAL users, in a table with `source` and `name`."""
    # Both SQLite and PostgreSQL have ltrim with characters, but only one of them regular
    # expressions.
    has_other = func.ltrim(table.c.name, DIGITS) != ""
    return or_(table.c.source == MAL_SOURCE, has_other)
