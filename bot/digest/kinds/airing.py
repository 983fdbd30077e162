"""A planned title that starts."""

from collections.abc import Iterator

from bot.digest.reader import Reader
from reko_core.contract.digest import DigestTitle

__all__ = ["parts"]


def parts(title: DigestTitle, reader: Reader) -> Iterator[str]:
    """Yield when it starts, and for a server how many plan to watch it."""
    yield reader.start(title)
    if reader.is_server:
        yield reader.texts("digest-planned-by", n=title.n_people)
