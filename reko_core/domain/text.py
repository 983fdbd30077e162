"""Text of others, made safe to show."""

import unicodedata

__all__ = ["clean"]

# Control, format (which may turn the direction of writing), surrogate, line and paragraph ends.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return the text on one line, without characters that steer a terminal or a reader."""
    kept = (
        char if unicodedata.category(char) not in _UNWANTED else " " if char.isspace() else ""
        for char in text
    )
    return " ".join("".join(kept).split())
