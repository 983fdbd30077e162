"""Times and counts in the headers of a response."""

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["parse_count", "parse_http_date", "parse_retry_after"]


def parse_retry_after(value: str | None) -> float | None:
    """Return the seconds of a `Retry-After` header, None where it is absent or invalid.

    It may hold seconds or an HTTP date; a date in the past is 0.
    """
    if value is None:
        return None
    try:
        wait_s = float(value)
    except ValueError:
        until = parse_http_date(value)
        if until is None:
            return None
        wait_s = (until - datetime.now(UTC)).total_seconds()
    return max(wait_s, 0.0) if math.isfinite(wait_s) else None


def parse_http_date(value: str | None) -> datetime | None:
    """Return the time of an HTTP date, None where it is absent or invalid."""
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_count(value: str | None) -> int | None:
    """Return a number of requests, None where it is absent or invalid."""
    return int(value) if re.fullmatch(r"[0-9]{1,9}", value or "") and value else None
