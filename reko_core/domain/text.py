"""Untrusted text: made safe to display, and read as the name that was meant."""

import re
import unicodedata

__all__ = ["clean", "user_name_in"]

_MAX_TYPED = 300
# Beside the category Cf: variation selectors, fillers and joiners have no width either.
_INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
) | {chr(code) for code in range(0xFE00, 0xFE10)}
_PROFILE_URL = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?myanimelist\.net"
    r"/(?:profile|animelist|mangalist|history)/([^/?#\s]+)(?:[/?#]\S*)?",
    re.IGNORECASE,
)

# Control, format (which includes changes of text direction), surrogate, line and paragraph ends.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return the text on one line, without control and format characters."""
    cleaned = (
        char if unicodedata.category(char) not in _UNWANTED else " " if char.isspace() else ""
        for char in text
    )
    return " ".join("".join(cleaned).split())


def user_name_in(text: str) -> str:
    """Return the name of a MAL user as people type or paste it, which may still be no valid one.

    Invisible characters are dropped, full-width ones become ASCII, and the name is taken out of
    the URL of a profile or list (also in angle brackets), and from behind an @.
    """
    if len(text) > _MAX_TYPED:
        return text
    visible = "".join(
        char for char in text if unicodedata.category(char) != "Cf" and char not in _INVISIBLE
    )
    name = unicodedata.normalize("NFKC", visible).strip()
    bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
    if url := _PROFILE_URL.fullmatch(bare):
        return url[1]
    return name.removeprefix("@").lstrip()
