"""A title that somebody with similar taste recommends now; who that is, nobody learns."""

from bot.digest.reader import Reader
from reko_core.contract.digest import DigestTitle

__all__ = ["line"]


def line(title: DigestTitle, reader: Reader) -> str:
    """Return how well it fits."""
    parts = [reader.link(title)]
    if title.match is not None:
        parts.append(reader.texts("digest-match", match=title.match))
    return " · ".join(parts)
