"""The sequel of a completed title."""

from bot.digest.reader import Reader
from reko_core.contract.digest import DigestTitle

__all__ = ["line"]


def line(title: DigestTitle, reader: Reader) -> str:
    """Return when it starts, and what it follows."""
    parts = [reader.link(title), reader.start(title)]
    if title.prequel is not None:
        prequel = reader.name(title.prequel)
        if reader.is_server:
            parts.append(reader.texts("digest-completed-by", title=prequel, n=title.n_people))
        elif title.own_score is not None:
            parts.append(reader.texts("digest-sequel-scored", title=prequel, score=title.own_score))
        else:
            parts.append(reader.texts("digest-sequel-of", title=prequel))
    return " · ".join(parts)
