"""The import of a file: detect its format, read, validate and store it, and count what it did."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from reko_core.community.importers.decompress import Dump, OpenFile, open_dump, require
from reko_core.community.importers.grouping import ListGrouper
from reko_core.community.importers.layouts import Kind, Layout, detect_format
from reko_core.community.importers.ratings import MAX_SOURCE_LENGTH, RatingTable, read_ratings
from reko_core.community.importers.titles.reader import RANKS, read_titles
from reko_core.domain.mal_users import MAL_SOURCE
from reko_core.domain.models import Anime
from reko_core.domain.sites import Site
from reko_core.errors import BadInput, ImportRefused
from reko_core.store import Changes, ImportConflict, RunningImport, Store

__all__ = ["Progress", "Summary", "import_file"]

_RATINGS = {Kind.RATINGS_CSV, Kind.RATINGS_PARQUET}
HOPELESS_ROWS = 1_000_000
"""Without a usable one among them, the rest of a file is not read."""
# Kaggle's dump of 2020 has all entries, and those that are completed once more.
_EXTRACTED, _EXTRACT = "kaggle2020", "rating_complete.csv"
_ROUNDED = "scores rounded half up"


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of an import."""

    bytes_read: int
    bytes_total: int
    n_rows: int


@dataclass(slots=True)
class Summary:
    """What an import did. skipped: rows by reason; lists, titles: how many are new and changed.

    n_opted_out: lists left out, as their users have opted out. notes: rows that were read in a way
    worth knowing; unread: files of an archive that are no dump, or not needed.
    """

    layout: str
    n_rows: int = 0
    n_imported: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    unread: list[str] = field(default_factory=list)
    lists: Changes = field(default_factory=Changes)
    n_opted_out: int = 0
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
    may_replace: bool = True,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Import a file of lists or of titles, all of it or nothing; `source` names the lists' origin.

    Of an archive, all files with a known format are imported. Lists that another file has brought
    are replaced only if the source is named, and `may_replace`.
    Raises ImportRefused, BadInput (the source), ConfigurationError (an extra is not installed),
    StoreError.
    """
    started = time.monotonic()
    require("polars")
    if source is not None:
        source = _checked_source(source)
    with open_dump(path) as dump:
        layouts, unread = await asyncio.to_thread(_detect, dump)
        layout = ", ".join(dict.fromkeys(layout.name for layout in layouts.values()))
        summary = Summary(layout, unread=unread)
        run = _Import(store, dump, summary, source, progress or (lambda _: None))
        titles = await run.read_titles(layouts)
        await run.add_ratings(layouts, may_replace=may_replace)
        for kind, some in titles.items():
            summary.titles += await store.catalogue.put_many(some.values(), RANKS[kind])
        for site, ids in run.site_ids.items():
            await store.site_ids.put_many(site, ids)
    summary.seconds = time.monotonic() - started
    run.report_end()
    return summary


def _checked_source(source: str) -> str:
    """Return a source without white space around it. Raises BadInput."""
    stripped = source.strip()
    if not stripped.isprintable() or not 1 <= len(stripped) <= MAX_SOURCE_LENGTH:
        raise BadInput("source", f"give 1 to {MAX_SOURCE_LENGTH} letters, digits or signs")
    if stripped.lower() == MAL_SOURCE:
        raise BadInput("source", f"{MAL_SOURCE} stands for lists read from MyAnimeList itself")
    return stripped


def _detect(dump: Dump) -> tuple[dict[str, Layout], list[str]]:
    """Return the layouts of known files by name, and the names of the others."""
    layouts: dict[str, Layout] = {}
    refusals: dict[str, ImportRefused] = {}
    for name in dump.names:
        with dump.open(name) as file:
            # Damage is no unknown format: it is raised.
            file.peek(1)
            try:
                layouts[name] = detect_format(file)
            except ImportRefused as error:
                refusals[name] = error
    if not layouts:
        # The largest file comes first.
        raise refusals[dump.names[0]]
    return layouts, [*_pop_extracts(layouts), *refusals, *dump.unread]


def _pop_extracts(layouts: dict[str, Layout]) -> list[str]:
    """Take out extracts of other files of the archive, and return their names with the reason.

    Their header is another dump's, so that their users would arrive twice, as two sources.
    """
    whole = next((name for name, layout in layouts.items() if layout.name == _EXTRACTED), None)
    extracts = [name for name in layouts if PurePosixPath(name).name.lower() == _EXTRACT]
    if whole is None or whole in extracts:
        return []
    for name in extracts:
        del layouts[name]
    return [f"{name} (has the completed titles of {whole} again)" for name in extracts]


class _Import:
    """An import of one file, or of the files of one archive."""

    def __init__(
        self,
        store: Store,
        dump: Dump,
        summary: Summary,
        source: str | None,
        report: Callable[[Progress], None],
    ) -> None:
        self._store = store
        self._dump = dump
        self._summary = summary
        self._source = source
        self._report = report
        self.site_ids: dict[Site, dict[int, int]] = {Site.ANILIST: {}, Site.KITSU: {}}

    def report_end(self) -> None:
        """Report that all is done."""
        self._report(Progress(self._dump.n_bytes, self._dump.n_bytes, self._summary.n_rows))

    async def read_titles(self, layouts: dict[str, Layout]) -> dict[Kind, dict[int, Anime]]:
        """Read the titles of all files, by kind and id. Raises ImportRefused."""
        titles: dict[Kind, dict[int, Anime]] = {}
        for name, layout in layouts.items():
            if layout.kind not in _RATINGS:
                with self._dump.open(name) as file:
                    some = titles.setdefault(layout.kind, {})
                    await asyncio.to_thread(self._read_titles, file, layout, some)
                    self._report(Progress(file.n_read // 2, file.n_bytes, self._summary.n_rows))
        return titles

    def _read_titles(self, file: OpenFile, layout: Layout, titles: dict[int, Anime]) -> None:
        skipped: Counter[str] = Counter()
        n_known = len(titles)
        for anime in read_titles(file, layout, skipped, self._summary.notes, self.site_ids):
            if anime.id in titles:
                skipped["duplicate"] += 1
            titles[anime.id] = anime
        n_titles = len(titles) - n_known
        self._count(file, n_titles + skipped.total(), n_titles, skipped)

    async def add_ratings(self, layouts: dict[str, Layout], *, may_replace: bool) -> None:
        """Import the lists of all files in one transaction. Raises ImportRefused, StoreError."""
        ratings = {name: layout for name, layout in layouts.items() if layout.kind in _RATINGS}
        if not ratings:
            return
        is_named = self._source is not None or all(
            "source" in layout.columns for layout in ratings.values()
        )
        try:
            async with self._store.imports.start(
                self._dump.path.name, self._summary.layout
            ) as running:
                for name, layout in ratings.items():
                    with self._dump.open(name) as file:
                        await self._add_file(running, file, layout)
                counts = {
                    "rows": self._summary.n_rows,
                    "taken": self._summary.n_imported,
                    "skipped": dict(self._summary.skipped),
                    "file": self._dump.fingerprint(),
                }
                self._summary.lists = await running.finish(
                    counts, may_replace=is_named and may_replace
                )
        except ImportConflict as error:
            reason = _conflict(error, len(ratings), is_named=is_named)
            raise ImportRefused(self._dump.path, reason) from error
        self._count_opted_out(running)

    async def _add_file(self, running: RunningImport, file: OpenFile, layout: Layout) -> None:
        grouper = ListGrouper()
        skipped: Counter[str] = Counter()
        n_rows = n_rounded = 0
        tables = _prefetch(read_ratings(file, layout, self._source))
        writing: asyncio.Task[None] | None = None
        try:
            async with aclosing(tables):
                async for table in tables:
                    n_rows += table.n_read
                    n_rounded += table.n_rounded
                    skipped += table.skipped
                    fragments = await asyncio.to_thread(grouper.add, table.rows)
                    if writing is not None:
                        await writing
                    writing = asyncio.create_task(running.add(fragments))
                    n_all = self._summary.n_rows + n_rows
                    self._report(Progress(file.n_read, file.n_bytes, n_all))
                    if skipped.total() == n_rows > HOPELESS_ROWS:
                        raise file.refusal(_no_usable_row(n_rows, skipped, "the first "))
        finally:
            if writing is not None:
                await writing
        await running.add(await asyncio.to_thread(grouper.finish))
        n_imported = grouper.n_entries - await running.end_file()
        skipped["duplicate"] = n_rows - skipped.total() - n_imported
        self._summary.notes[_ROUNDED] += n_rounded
        self._count(file, n_rows, n_imported, +skipped)

    def _count_opted_out(self, done: RunningImport) -> None:
        """Count the lists that were left out. Raises ImportRefused if there are no others."""
        summary = self._summary
        if done.n_opted_out and not summary.lists.total:
            reason = f"has nothing to take: all its users ({done.n_opted_out:,}) have opted out"
            raise ImportRefused(self._dump.path, reason)
        summary.n_opted_out = done.n_opted_out
        summary.n_imported -= done.n_entries_out
        summary.skipped += Counter({"user has opted out": done.n_entries_out})

    def _count(self, file: OpenFile, n_rows: int, n_imported: int, skipped: Counter[str]) -> None:
        """Add what was read of a file. Raises ImportRefused if nothing of it can be used."""
        if not n_imported and not skipped["duplicate"]:
            raise file.refusal(_no_usable_row(n_rows, skipped))
        self._summary.n_rows += n_rows
        self._summary.n_imported += n_imported
        self._summary.skipped += skipped


def _no_usable_row(n_rows: int, skipped: Counter[str], which: str = "") -> str:
    main = max(skipped, key=skipped.__getitem__, default="")
    share = f"{skipped[main]:,} of {which}{n_rows:,} rows: {main}"
    return f"has no usable row ({share})" if main else "has no rows"


def _conflict(error: ImportConflict, n_files: int, *, is_named: bool) -> str:
    if n_files > 1:
        return (
            f"has files with different lists of {error.n_lists:,} users, or would replace lists of "
            f"source {error.source}: unpack it, and import each file with its own --source NAME"
        )
    if is_named:
        return (
            f"would replace {error.n_lists:,} lists of source {error.source} after another file of "
            "the same command: import it by itself to replace them, or with its own --source NAME"
        )
    return (
        f"would replace {error.n_lists:,} lists of source {error.source} that another file has "
        "brought: give --source NAME with a new name to keep them apart, "
        f"or --source {error.source} to replace them"
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
