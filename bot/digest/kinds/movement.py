"""A title that has risen to the top of the recommendations."""

from bot.digest.reader import Reader
from reko_core.contract.digest import DigestTitle

__all__ = ["line"]


def line(title: DigestTitle, reader: Reader) -> str:
    """Return its rank."""
    parts = [reader.link(title)]
    if title.rank is not None:
        parts.append(reader.texts("digest-rank", rank=title.rank))
    return " · ".join(parts)
