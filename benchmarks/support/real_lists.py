"""The lists and titles of REKO_DATA."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reko_core.community.importers import import_file
from reko_core.domain.models import Anime
from reko_core.settings import CommunitySettings, DatabaseSettings
from reko_core.snapshots.builder.load_lists import LoadedLists, load_lists
from reko_core.store import Store

__all__ = ["DATA", "Lists", "read_lists", "say"]

DATA = Path(os.environ.get("REKO_DATA", "../shared/data"))


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """All lists, and the titles by MAL id."""

    gathered: LoadedLists
    titles: Mapping[int, Anime]


def say(text: str) -> None:
    """Print progress to stderr."""
    print(text, file=sys.stderr, flush=True)


def read_lists(data: Path) -> Lists:
    """Read the lists and titles of a folder."""
    say("reading the lists")
    return asyncio.run(_import(data))


async def _import(data: Path) -> Lists:
    with tempfile.TemporaryDirectory() as directory:
        url = f"sqlite+aiosqlite:///{directory}/reko.sqlite3"
        async with Store.open(DatabaseSettings(url=url)) as store:
            for name in ("ratings.parquet", "anime.parquet"):
                await import_file(store, data / name)
            gathered = await load_lists(store, CommunitySettings(), lambda *_: None)
            return Lists(gathered, {anime.id: anime for anime in await store.catalogue.all()})
