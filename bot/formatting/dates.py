"""Dates of titles."""

import re
from datetime import UTC, datetime

from discord.utils import format_dt

__all__ = ["date_text"]

_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def date_text(text: str) -> str:
    """Return a date in the reader's own format; partial ones stay as they are."""
    if not _FULL_DATE.fullmatch(text):
        return text
    try:
        # Noon in UTC is the same day nearly everywhere.
        day = datetime.fromisoformat(f"{text}T12:00").replace(tzinfo=UTC)
    except ValueError:
        return text
    return format_dt(day, "D")
