"""A title that somebody with similar taste recommends now; who that is, nobody learns."""

from collections.abc import Iterator

from bot.digest.reader import Reader
from reko_core.contract.digest import DigestTitle

__all__ = ["parts"]


def parts(title: DigestTitle, reader: Reader) -> Iterator[str]:
    """Yield how well it fits."""
    yield reader.match(title)
