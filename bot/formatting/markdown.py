"""Makes untrusted text safe to show on Discord."""

import re

from reko_core.domain.text import clean

__all__ = ["bar", "plain", "shortened", "shortened_at_sentence"]

_BAR_WIDTH = 10
_SENTENCE_END = re.compile(r"[.!?…][\"'”)]*(?= )")
# Discord accepts a backslash before any character that is neither letter, digit nor space.
_FORMATTING = re.compile(r"[\\*_~|`<>@\[\]#]|:(?=//)|(?<![^\s])[-+](?=\s)|(?<=\d)\.(?=\s)")


def plain(text: str, limit: int = 256) -> str:
    """Return the text on one line, escaped, of at most `limit` characters.

    For places that render markdown; elsewhere (labels, choices, footers) use `shortened`.
    """
    cleaned = clean(text)
    # Escaping adds characters: cut the text further before escaping until it fits.
    for length in range(min(len(cleaned), limit), 0, -1):
        escaped = _FORMATTING.sub(r"\\\g<0>", shortened(cleaned, length))
        if len(escaped) <= limit:
            return escaped
    return ""


def shortened(text: str, limit: int) -> str:
    """Return the cleaned text, of at most `limit` characters; an ellipsis shows a cut."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= limit else cleaned[: limit - 1].rstrip() + "…"


def shortened_at_sentence(text: str, limit: int) -> str:
    """Return the cleaned text, of at most `limit` characters, cut after a whole sentence.

    Where less than a third of that would be left, it is cut anywhere.
    """
    cleaned = clean(text)
    if len(cleaned) <= limit:
        return cleaned
    ends = [match.end() for match in _SENTENCE_END.finditer(cleaned, 0, limit + 1)]
    if not ends or ends[-1] < limit / 3:
        return shortened(cleaned, limit)
    return cleaned[: ends[-1]]


def bar(percent: float) -> str:
    """Draw 0-100 % as a row of blocks."""
    n_full = round(max(0.0, min(percent, 100.0)) * _BAR_WIDTH / 100)
    return f"`{'█' * n_full}{'░' * (_BAR_WIDTH - n_full)}`"
