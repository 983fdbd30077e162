"""A planned title that starts."""

from bot.digest.reader import Reader
from reko_core.contract.digest import DigestTitle

__all__ = ["line"]


def line(title: DigestTitle, reader: Reader) -> str:
    """Return when it starts, and for a server how many plan to watch it."""
    parts = [reader.link(title), reader.start(title)]
    if reader.is_server:
        parts.append(reader.texts("digest-planned-by", n=title.n_people))
    return " · ".join(parts)
