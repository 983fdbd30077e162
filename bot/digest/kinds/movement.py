"""A title that has risen to the top of the recommendations."""

from collections.abc import Iterator

from bot.digest.reader import Reader
from reko_core.contract.digest import DigestTitle

__all__ = ["parts"]


def parts(title: DigestTitle, reader: Reader) -> Iterator[str]:
    """Yield its rank."""
    if title.rank is not None:
        yield reader.texts("digest-rank", rank=title.rank)
