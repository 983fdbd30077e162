"""Untrusted text made safe to display."""

import unicodedata

__all__ = ["clean"]

# Control, format (which includes changes of text direction), surrogate, line and paragraph ends.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return the text on one line, without control and format characters."""
    cleaned = (
        char if unicodedata.category(char) not in _UNWANTED else " " if char.isspace() else ""
        for char in text
    )
    return " ".join("".join(cleaned).split())
