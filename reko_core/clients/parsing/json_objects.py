"""JSON of bounded size."""

from typing import Any

from pydantic_core import from_json

__all__ = ["check_n_values", "json_object"]

MAX_BYTES = 2**16
# Parsing each value delays the event loop, and small values are cheap to send. A full page of MAL,
# a thousand entries, has some 60,000.
MAX_VALUES = 150_000


def json_object(body: bytes) -> dict[str, Any] | None:
    """Return a small JSON object, None where the body is anything else."""
    if len(body) > MAX_BYTES:
        return None
    try:
        document = from_json(body)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def check_n_values(body: bytes) -> None:
    """Raise ValueError if JSON has more values than any page of a list."""
    if body.count(b",") + body.count(b"{") > MAX_VALUES:
        raise ValueError("too many values")
