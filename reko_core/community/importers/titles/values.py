"""Values of title files that several layouts write alike."""

import html

__all__ = ["known_text", "parse_airing", "split_names"]

_AIRING = {
    "finished": "finished_airing",
    "finished airing": "finished_airing",
    "ongoing": "currently_airing",
    "currently airing": "currently_airing",
    "upcoming": "not_yet_aired",
    "not yet aired": "not_yet_aired",
}
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
