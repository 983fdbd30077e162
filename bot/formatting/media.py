"""Types of titles in words."""

from bot.formatting.markdown import plain
from bot.i18n.texts import Texts

__all__ = ["media_name"]


def media_name(media_type: str, texts: Texts) -> str:
    """Return the name of a type of titles, as Markdown."""
    try:
        return texts(f"type-{media_type.replace('_', '-')}")
    except KeyError:
        return plain(media_type.capitalize(), 32)
