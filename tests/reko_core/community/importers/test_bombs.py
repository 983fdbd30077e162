"""Files that expand to far more than they are take bounded memory."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
import zstandard

MEGABYTE = 1 << 20
MAX_RSS_MB = 1000
RATINGS = b"user_id,anime_id,rating\n"
TITLES = b"anime_id,name,genre,type,episodes,rating,members\n"

IMPORT = """
import asyncio, sys
from pathlib import Path
from reko_core.community.importers import import_file
from reko_core.errors import ImportRefused
from reko_core.settings import DatabaseSettings
from reko_core.store import Store

async def main(path):
    async with Store.open(DatabaseSettings(url=sys.argv[1])) as store:
        try:
            await import_file(store, Path(path))
        except ImportRefused as error:
            return error.reason
    return "imported"

for path in sys.argv[2:]:
    print(asyncio.run(main(path)))
# Not ru_maxrss, which starts with that of the parent process.
print(int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024)
"""


def _zstandard(head: bytes, unit: bytes, n_megabytes: int) -> bytes:
    def blocks() -> Iterator[bytes]:
        yield head
        yield from [unit * (MEGABYTE // len(unit))] * n_megabytes

    compressor = zstandard.ZstdCompressor().compressobj()
    return b"".join([*map(compressor.compress, blocks()), compressor.flush()])


def _rows_parquet(path: Path) -> None:
    rows = pl.LazyFrame({"id": pl.repeat(1, 10_000_000, dtype=pl.Int32, eager=True)})
    rows.with_columns(title=pl.lit("x"), type=pl.lit("tv")).sink_parquet(path)


def _texts_parquet(path: Path) -> None:
    rows = pl.LazyFrame({"user": pl.repeat(1, 2_000_000, dtype=pl.Int32, eager=True)})
    rows.with_columns(anime=pl.lit(5), score=pl.lit("x" * 3000)).sink_parquet(path)


def _deep(path: Path) -> None:
    path.write_bytes(b'{"a":' * 100_000 + b"1" + b"}" * 100_000)


def _long_window(path: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=29, enable_ldm=True)
    stream = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    path.write_bytes(stream.compress(RATINGS + b"1,5,8\n") + stream.flush())


BOMBS: dict[str, tuple[Callable[[Path], object], str]] = {
    "line": (lambda path: path.write_bytes(_zstandard(RATINGS, b"1", 300)), "line of more than"),
    "header": (lambda path: path.write_bytes(_zstandard(b"", b"u", 300)), "line of more than"),
    "columns": (
        lambda path: path.write_bytes(b"user_id,anime_id,rating" + b"," * 200_000 + b"\n1,2,3\n"),
        "no known header",
    ),
    "title": (lambda path: path.write_bytes(_zstandard(TITLES, b"1", 300)), "line of more than"),
    "json": (
        lambda path: path.write_bytes(_zstandard(b'{"data":[', b'{"a":[],', 8)),
        "cut off, or no JSON",
    ),
    "rows": (_rows_parquet, "10,000,000 rows"),
    "texts": (_texts_parquet, "rows: bad score"),
    "deep": (_deep, "nested too deeply"),
    "window": (_long_window, "a window of 512 MiB"),
}


@pytest.fixture
def bombs(tmp_path: Path) -> dict[str, Path]:
    """Write all of them."""
    paths = {name: tmp_path / name for name in BOMBS}
    for name, (write, _) in BOMBS.items():
        write(paths[name])
    return paths


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux to measure")
async def test_files_that_expand_are_refused_in_bounded_memory(
    bombs: dict[str, Path], tmp_path: Path
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", IMPORT, f"sqlite+aiosqlite:///{tmp_path}/reko.sqlite3"),
        *map(str, bombs.values()),
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    *reasons, peak_mb = output.decode().splitlines()
    for (name, (_, reason)), found in zip(BOMBS.items(), reasons, strict=True):
        assert reason in found, json.dumps([name, found])
    assert int(peak_mb) < MAX_RSS_MB
