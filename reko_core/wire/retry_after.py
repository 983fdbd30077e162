"""The `Retry-After` header."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["parse_retry_after"]


def parse_retry_after(value: str | None) -> float | None:
    """Return the seconds that a `Retry-After` header asks for, None where it says nothing.

    It may hold seconds or an HTTP date; a date in the past is 0.
    """
    if value is None:
        return None
    try:
        wait_s = float(value)
    except ValueError:
        try:
            until = parsedate_to_datetime(value)
        except ValueError:
            return None
        aware = until if until.tzinfo else until.replace(tzinfo=UTC)
        wait_s = (aware - datetime.now(UTC)).total_seconds()
    return max(wait_s, 0.0) if math.isfinite(wait_s) else None
