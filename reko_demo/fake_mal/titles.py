"""The titles that the fake MAL serves, read from a file as `reko import` reads them."""

from collections import Counter
from pathlib import Path

from reko_core.community.importers.decompress import open_dump
from reko_core.community.importers.layouts import detect_format
from reko_core.community.importers.titles import reader as importer
from reko_core.domain.models import Anime

__all__ = ["read_titles"]


def read_titles(path: Path) -> dict[int, Anime]:
    """Read a file of titles, by id. Needs the extra `import`. Raises ImportRefused."""
    with open_dump(path) as dump, dump.open(dump.names[0]) as file:
        found = importer.read_titles(file, detect_format(file), Counter(), Counter(), {})
        return {anime.id: anime for anime in found}
