"""Untrusted text: made safe to display, and read as the name that was meant."""

import re
import unicodedata

from reko_core.domain.sites import Site, qualified_name

__all__ = ["clean", "user_in", "user_name_in"]

_MAX_TYPED = 300
# Beside the category Cf: variation selectors, fillers and joiners have no width either.
_INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
) | {chr(code) for code in range(0xFE00, 0xFE10)}
_PROFILE_URLS = {
    Site.MAL: r"(?:www\.|m\.)?myanimelist\.net/(?:profile|animelist|mangalist|history)",
    Site.ANILIST: r"(?:www\.)?anilist\.co/user",
    Site.KITSU: r"(?:www\.)?kitsu\.(?:app|io)/users",
}
_PROFILE_URL = {
    site: re.compile(rf"(?:https?://)?{address}/([^/?#\s]+)(?:[/?#]\S*)?", re.IGNORECASE)
    for site, address in _PROFILE_URLS.items()
}
_PREFIXED = re.compile(r"(mal|anilist|kitsu)\s*:\s*@?(.*)", re.IGNORECASE)

# Control, format (which includes changes of text direction), surrogate, line and paragraph ends.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return the text on one line, without control and format characters."""
    cleaned = (
        char if unicodedata.category(char) not in _UNWANTED else " " if char.isspace() else ""
        for char in text
    )
    return " ".join("".join(cleaned).split())


def user_in(text: str) -> tuple[Site | None, str]:
    """Return the user as people type or paste it: the site, if the text tells, and the name.

    Invisible characters are dropped, full-width ones become ASCII, and the name is taken out of
    the URL of a profile or list (also in angle brackets), from behind `anilist:`, and from behind
    an @. It may still be no valid one.
    """
    if len(text) > _MAX_TYPED:
        return None, text
    visible = "".join(
        char for char in text if unicodedata.category(char) != "Cf" and char not in _INVISIBLE
    )
    name = unicodedata.normalize("NFKC", visible).strip()
    bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
    for site, pattern in _PROFILE_URL.items():
        if url := pattern.fullmatch(bare):
            return site, url[1]
    if prefixed := _PREFIXED.fullmatch(bare):
        return Site(prefixed[1].lower()), prefixed[2].strip()
    return None, name.removeprefix("@").lstrip()


def user_name_in(text: str, default: Site = Site.MAL) -> str:
    """Return the one string that names a user, of the site `default` unless the text tells."""
    site, name = user_in(text)
    return qualified_name(site or default, name)
