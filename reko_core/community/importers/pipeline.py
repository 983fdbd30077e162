"""The import of a file: detect its format, read, validate and store it, and count what it did."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from reko_core.community.importers.decompress import OpenFile, open_plain, require
from reko_core.community.importers.grouping import ListGrouper
from reko_core.community.importers.layouts import Kind, Layout, detect_format
from reko_core.community.importers.ratings import RatingTable, read_ratings
from reko_core.community.importers.titles.reader import RANKS, read_titles
from reko_core.domain.models import Anime
from reko_core.store import Changes, RunningImport, Store

__all__ = ["Progress", "Summary", "import_file"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of an import."""

    bytes_read: int
    bytes_total: int
    n_rows: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import did. skipped: rows by reason; lists, titles: how many are new and changed."""

    layout: str
    n_rows: int
    n_imported: int
    skipped: dict[str, int] = field(default_factory=dict)
    lists: Changes = field(default_factory=Changes)
    titles: Changes = field(default_factory=Changes)
    seconds: float = 0.0

    @property
    def rows_per_second(self) -> float:
        """Speed of the whole import."""
        return self.n_rows / max(self.seconds, 1e-9)


async def import_file(
    store: Store,
    path: Path,
    *,
    source: str | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Import a file of lists or of titles, all of it or nothing; `source` names the lists' origin.

    Raises ImportRefused, ConfigurationError (an extra is not installed), StoreError.
    """
    report = progress or (lambda _: None)
    require("polars")
    with open_plain(path) as file:
        layout = await asyncio.to_thread(detect_format, file)
        if layout.kind in {Kind.RATINGS_CSV, Kind.RATINGS_PARQUET}:
            return await _import_ratings(store, file, layout, source, report)
        return await _import_titles(store, file, layout, report)


async def _import_ratings(
    store: Store,
    file: OpenFile,
    layout: Layout,
    source: str | None,
    report: Callable[[Progress], None],
) -> Summary:
    started = time.monotonic()
    grouper = ListGrouper()
    skipped: Counter[str] = Counter()
    n_rows = 0
    async with (
        store.imports.start(file.path.name, layout.name) as running,
        aclosing(_prefetch(read_ratings(file, layout, source))) as tables,
    ):
        writing: asyncio.Task[None] | None = None
        try:
            async for table in tables:
                n_rows += table.n_read
                skipped += table.skipped
                fragments = await asyncio.to_thread(grouper.add, table.rows)
                if writing is not None:
                    await writing
                writing = asyncio.create_task(running.add(fragments))
                report(Progress(file.n_read, file.n_bytes, n_rows))
        finally:
            if writing is not None:
                await writing
        await running.add(await asyncio.to_thread(grouper.finish))
        n_imported, changes = await _finish(running, grouper, skipped, n_rows)
    report(Progress(file.n_bytes, file.n_bytes, n_rows))
    seconds = time.monotonic() - started
    return Summary(layout.name, n_rows, n_imported, dict(skipped), lists=changes, seconds=seconds)


async def _finish(
    running: RunningImport, grouper: ListGrouper, skipped: Counter[str], n_rows: int
) -> tuple[int, Changes]:
    n_double = await running.merge_fragments()
    n_imported = grouper.n_entries - n_double
    n_duplicates = n_rows - skipped.total() - n_imported
    if n_duplicates:
        skipped["duplicate"] = n_duplicates
    changes = await running.finish({"rows": n_rows, "taken": n_imported, "skipped": dict(skipped)})
    return n_imported, changes


async def _import_titles(
    store: Store, file: OpenFile, layout: Layout, report: Callable[[Progress], None]
) -> Summary:
    started = time.monotonic()
    skipped: Counter[str] = Counter()
    titles: dict[int, Anime] = {}

    def read() -> None:
        for anime in read_titles(file, layout, skipped):
            if anime.id in titles:
                skipped["duplicate"] += 1
            titles[anime.id] = anime

    await asyncio.to_thread(read)
    report(Progress(file.n_bytes // 2, file.n_bytes, len(titles)))
    changes = await store.catalogue.put_many(titles.values(), RANKS[layout.kind])
    report(Progress(file.n_bytes, file.n_bytes, len(titles)))
    return Summary(
        layout.name,
        len(titles) + skipped.total(),
        len(titles),
        dict(skipped),
        titles=changes,
        seconds=time.monotonic() - started,
    )


async def _prefetch(items: Iterator[RatingTable]) -> AsyncGenerator[RatingTable]:
    """Yield the items of a blocking iterator, reading the next while one is in use."""
    upcoming = asyncio.create_task(asyncio.to_thread(next, items, None))
    try:
        while (item := await upcoming) is not None:
            upcoming = asyncio.create_task(asyncio.to_thread(next, items, None))
            yield item
    finally:
        await asyncio.gather(upcoming, return_exceptions=True)
