"""Text of others, made safe to show on Discord."""

import re

from reko_core.domain.text import clean

__all__ = ["bar", "plain", "shortened"]

_BAR_WIDTH = 10
# Discord takes a backslash before any sign that is neither letter, digit nor space.
_FORMATTING = re.compile(r"[\\*_~|`<>@\[\]#]|:(?=//)|(?<![^\s])[-+](?=\s)|(?<=\d)\.(?=\s)")


def plain(text: str, limit: int = 256) -> str:
    """Return the text on one line, of at most `limit` characters, with nothing that formats it.

    For places that show markdown; elsewhere (labels, choices, footers) `shortened` does.
    """
    kept = clean(text)
    # Escaping lengthens: what is too long afterwards is cut shorter before it.
    for length in range(min(len(kept), limit), 0, -1):
        escaped = _FORMATTING.sub(r"\\\g<0>", shortened(kept, length))
        if len(escaped) <= limit:
            return escaped
    return ""


def shortened(text: str, limit: int) -> str:
    """Return the cleaned text, of at most `limit` characters; an ellipsis shows a cut."""
    kept = clean(text)
    return kept if len(kept) <= limit else kept[: limit - 1].rstrip() + "…"


def bar(percent: float) -> str:
    """Draw 0-100 % as a row of blocks."""
    n_full = round(max(0.0, min(percent, 100.0)) * _BAR_WIDTH / 100)
    return f"`{'█' * n_full}{'░' * (_BAR_WIDTH - n_full)}`"
