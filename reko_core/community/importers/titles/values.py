"""Values of title files that several layouts write alike."""

import html
import math

__all__ = ["known_text", "parse_airing", "real_number", "split_names", "whole_number"]

_AIRING = {
    "finished": "finished_airing",
    "finished airing": "finished_airing",
    "ongoing": "currently_airing",
    "currently airing": "currently_airing",
    "upcoming": "not_yet_aired",
    "not yet aired": "not_yet_aired",
}
_LIMIT = 2**31
_UNKNOWN = {"", "unknown", "undefined", "null", "none", "n/a"}


def known_text(text: str | None) -> str | None:
    """Return a text, None for a placeholder of an unknown value."""
    stripped = html.unescape((text or "").strip())
    return None if stripped.lower() in _UNKNOWN else stripped


def split_names(text: str | None) -> tuple[str, ...]:
    """Return the parts of a comma-separated text without placeholders."""
    parts = (part.strip() for part in (text or "").split(","))
    return tuple(part for part in parts if part.lower() not in _UNKNOWN)


def parse_airing(text: str | None) -> str | None:
    """Return the airing status as MAL's API names it, None if unknown."""
    return _AIRING.get((text or "").strip().lower())


def real_number(text: str | None) -> float | None:
    """Return a positive number, perhaps with a decimal comma, None for anything else."""
    try:
        value = float((text or "").replace(",", ".", 1))
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None


def whole_number(text: str | None) -> int | None:
    """Return a positive whole number, however it is written, None for anything else."""
    value = None if "," in (text or "") else real_number(text)
    return int(value) if value is not None and value.is_integer() and value < _LIMIT else None
