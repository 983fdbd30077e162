"""Search of titles by name: time, memory, and how long the event loop is blocked.

The catalogue is REKO_DATA's, made up to 25,000 titles; each also gets a Japanese name and three
synonyms that are made up of its own words. The index is made and searched through `TitleSearch`
while a task that sleeps 5 ms over and over measures how late it wakes.
"""

import argparse
import asyncio
import gc
import os
import random
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
from support.loop_lags import Lags, reference, sampled

from reko_core.contract.title_query import TitleQuery
from reko_core.domain.models import Anime
from reko_core.observability.logging import configure_logging
from reko_core.service.name_index import NameIndex, TitleNames
from reko_core.service.title_search import TitleSearch
from reko_core.settings import DatabaseSettings, LogSettings
from reko_core.store import Store, TitleRank

N_TITLES = 25_000
N_SYNONYMS = 3
N_ROUNDS = 10
QUERIES = {
    "exact": ("Naruto", "Shingeki no Kyojin", "kon", "86"),
    "start of a word": ("a", "on", "the", "titan", "fate", "rezero"),
    "words of a name": ("jojo stardust", "brotherhood alchemist", "gundam seed destiny"),
    "typing error": ("fulmetal alch", "atack on titn", "evangelon", "vinlend saga"),
    "like no name": ("zzzzqqqq", "x" * 100, "qxqxqx jzjzjz wvwvwv"),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    data = Path(os.environ.get("REKO_DATA", "../shared/data"))
    parser.add_argument("--data", type=Path, default=data)
    titles = list(_titles(parser.parse_args().data / "anime.parquet"))
    configure_logging(LogSettings(level="error"))
    index = _index(titles)
    with tempfile.TemporaryDirectory() as directory:
        asyncio.run(_measure(f"sqlite+aiosqlite:///{directory}/reko.sqlite3", titles, index))


def _titles(path: Path) -> Iterator[Anime]:
    rng = random.Random(1)
    columns = ["id", "title", "title_english", "members", "type"]
    rows = pl.read_parquet(path, columns=columns).rows(named=True)
    for number in range(N_TITLES):
        row = rows[number % len(rows)]
        words = row["title"].split()
        synonyms = [" ".join(rng.sample(words, len(words))) for _ in range(N_SYNONYMS)]
        anime = Anime(
            row["id"],
            row["title"],
            title_english=row["title_english"],
            title_japanese="".join(chr(0x30A1 + ord(char) % 80) for char in row["title"]),
            synonyms=tuple(f"{name} {rng.randrange(100)}" for name in synonyms),
            members=row["members"],
            media_type=row["type"],
        )
        is_copy = number >= len(rows)
        yield (
            replace(anime, id=10**6 + number, title=f"{anime.title} {number}") if is_copy else anime
        )


def _index(titles: list[Anime]) -> NameIndex:
    tracemalloc.start()
    index = NameIndex(map(TitleNames.of, titles))
    n_bytes, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{len(index):,} titles, {index.n_names:,} names: {n_bytes / 1e6:.0f} MB")
    return index


async def _measure(url: str, titles: list[Anime], index: NameIndex) -> None:
    idle, beside = await reference(is_busy=False), await reference(is_busy=True)
    print(
        f"lag of an idle loop: {idle.max_ms:.0f} ms; beside a busy thread: {beside.max_ms:.0f} ms"
    )
    async with Store.open(DatabaseSettings(url=url)) as store, TitleSearch.open(store) as search:
        await store.catalogue.put_many(titles, TitleRank.MAL)
        titles.clear()
        # As `open_core` does.
        gc.collect()
        gc.freeze()
        seconds, lags = await _timed(search, ["naruto"])
        print(f"first search, which makes the index: {seconds[0]:.1f} s, lag {lags.max_ms:.0f} ms")
        print(f"{'':20}{'CPU':>10}{'median':>10}{'slowest':>10}{'lag':>10}")
        for kind, texts in QUERIES.items():
            seconds, lags = await _timed(search, [*texts] * N_ROUNDS)
            cpu = max(_cpu_s(index, text) for text in texts)
            times = (cpu, statistics.median(seconds), max(seconds), lags.max_ms / 1000)
            print(f"{kind:20}" + "".join(f"{1000 * one:7.0f} ms" for one in times))
        everything = [text for texts in QUERIES.values() for text in texts]
        lags = Lags()
        started = time.perf_counter()
        async with sampled(lags):
            await asyncio.gather(*(search.find(TitleQuery(q=text)) for text in everything))
        elapsed = time.perf_counter() - started
        print(f"all {len(everything)} at once: {elapsed:.1f} s, lag {lags.max_ms:.0f} ms")


def _cpu_s(index: NameIndex, text: str) -> float:
    """Return the time of a search that does not depend on what else the machine does."""
    started = time.thread_time()
    index.search(text, 10, include_adult=False)
    return time.thread_time() - started


async def _timed(search: TitleSearch, texts: list[str]) -> tuple[list[float], Lags]:
    lags, seconds = Lags(), []
    async with sampled(lags):
        for text in texts:
            started = time.perf_counter()
            await search.find(TitleQuery(q=text))
            seconds.append(time.perf_counter() - started)
    return seconds, lags


if __name__ == "__main__":
    main()
