"""Timestamps: aware datetimes in Python, seconds since 1970 in the database."""

from datetime import UTC, datetime

from sqlalchemy import Dialect, Float
from sqlalchemy.types import TypeDecorator

__all__ = ["UtcTimestamp"]


class UtcTimestamp(TypeDecorator[datetime]):
    """A column of aware datetimes, stored with microseconds."""

    impl = Float
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> float | None:  # noqa: ARG002
        """Return the stored value of a datetime."""
        return None if value is None else value.timestamp()

    def process_result_value(self, value: float | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the datetime of a stored value."""
        return None if value is None else datetime.fromtimestamp(value, UTC)
