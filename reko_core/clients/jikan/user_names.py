"""User names parsed from Jikan's responses; invalid names are dropped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from reko_core.contract.fields import MAL_NAME_PATTERN

__all__ = ["NamePage", "read_page", "read_profile"]

# Jikan sends at most 100 on a page.
MAX_NAMES = 500


@dataclass(frozen=True, slots=True)
class NamePage:
    """Names without duplicates, ignoring case; `has_more`: there is another page."""

    names: tuple[str, ...]
    has_more: bool


def read_page(body: bytes) -> NamePage:
    """Parse a page of list updates or of friends. Raises ValueError if it is neither."""
    document = _document(body)
    items = document.get("data")
    if not isinstance(items, list):
        raise ValueError("no page")  # noqa: TRY004  callers handle one type of error
    users = [item.get("user") for item in items[:MAX_NAMES] if isinstance(item, dict)]
    paging = document.get("pagination")
    has_more = isinstance(paging, dict) and paging.get("has_next_page") is True
    return NamePage(tuple(_names(users)), has_more)


def read_profile(body: bytes) -> str | None:
    """Parse a profile; return its name, None if it is invalid. Raises ValueError."""
    profile = _document(body).get("data")
    if not isinstance(profile, dict):
        raise ValueError("no profile")  # noqa: TRY004  see above
    return next(iter(_names([profile])), None)


def _document(body: bytes) -> dict[str, Any]:
    document = from_json(body)
    if not isinstance(document, dict):
        raise ValueError("not an object")  # noqa: TRY004  see above
    return document


def _names(users: Iterable[object]) -> list[str]:
    names: dict[str, str] = {}
    for user in users:
        name = user.get("username") if isinstance(user, dict) else None
        # Not `match`: `$` would accept a trailing newline.
        if isinstance(name, str) and re.fullmatch(MAL_NAME_PATTERN, name):
            names.setdefault(name.lower(), name)
    return list(names.values())
