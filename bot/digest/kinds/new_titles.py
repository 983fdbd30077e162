"""A new title of the season."""

from bot.digest.reader import Reader
from reko_core.contract.digest import DigestTitle

__all__ = ["line"]


def line(title: DigestTitle, reader: Reader) -> str:
    """Return how well it fits, and for a server how many it fits."""
    parts = [reader.link(title)]
    if title.match is not None:
        parts.append(reader.texts("digest-match", match=title.match))
    if reader.is_server:
        parts.append(reader.texts("digest-fits", n=title.n_people))
    return " · ".join(parts)
