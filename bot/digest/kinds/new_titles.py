"""A new title of the season."""

from collections.abc import Iterator

from bot.digest.reader import Reader
from reko_core.contract.digest import DigestTitle

__all__ = ["parts"]


def parts(title: DigestTitle, reader: Reader) -> Iterator[str]:
    """Yield when it starts, how well it fits, and for a server how many it fits."""
    yield reader.start(title)
    yield reader.match(title)
    yield (
        reader.texts("digest-fits", n=title.n_people) if reader.is_server else reader.prequel(title)
    )
