"""The sequel of a completed title."""

from collections.abc import Iterator

from bot.digest.reader import Reader
from reko_core.contract.digest import DigestTitle

__all__ = ["parts"]


def parts(title: DigestTitle, reader: Reader) -> Iterator[str]:
    """Yield when it starts, and what it continues."""
    yield reader.start(title)
    yield reader.prequel(title)
