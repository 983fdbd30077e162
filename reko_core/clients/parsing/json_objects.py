"""Small JSON objects, as errors come in."""

from typing import Any

from pydantic_core import from_json

__all__ = ["json_object"]

MAX_BYTES = 2**16


def json_object(body: bytes) -> dict[str, Any] | None:
    """Return a small JSON object, None where the body is anything else."""
    if len(body) > MAX_BYTES:
        return None
    try:
        document = from_json(body)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None
