"""Publishing and fetching a snapshot: seconds, MB/s, peak memory, bytes after a change.

A folder of `--megabytes` in files of the sizes that a snapshot has is published, fetched, changed
as a build that keeps the models changes it (`--kept` of the bytes stay), published and fetched
again: through a directory, and through an S3 server in a process of its own (moto, which is Python:
its MB/s are a lower bound). Each step runs in a process of its own, whose peak memory is given
beside that of one that does nothing (Linux).
"""

import argparse
import asyncio
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np

from reko_core.observability.metrics import Metrics
from reko_core.snapshots.remote.bucket import Bucket
from reko_core.snapshots.remote.fetch import SnapshotFetcher
from reko_core.snapshots.remote.publish import publish_snapshot

T = TypeVar("T")

SECRET = "a-secret-of-the-benchmark"
# Shares of a snapshot's bytes, from one of a million lists: rows, columns, hashes, models.
SHARES = (0.36, 0.18, 0.2, 0.1, 0.1, 0.03, 0.02, 0.01)
FIRST, SECOND = "20200101T000000000000Z", "20200102T000000000000Z"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=int, default=900, help="size of the snapshot")
    parser.add_argument("--kept", type=float, default=0.06, help="share that a rebuild keeps")
    options = parser.parse_args()
    idle = _in_process(_do_nothing)
    print(f"a process that does nothing: {idle[1]:,.0f} MB at its peak")
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        for snapshot, start in ((FIRST, 0.0), (SECOND, options.kept)):
            _write(directory / "builder" / snapshot, options.megabytes * 1_000_000, start)
        _measure(f"file://{directory}/shared", directory, directory / "from directory")
        with _s3_server():
            _measure("s3://bucket/reko", directory, directory / "from S3")


def _measure(url: str, directory: Path, replica: Path) -> None:
    print(url.partition("/")[0])
    for name in (FIRST, SECOND):
        for step, path in ((_publish, directory / "builder" / name), (_fetch, replica)):
            (seconds, n_bytes), peak = _in_process(step, url, path)
            rate = n_bytes / seconds / 1e6
            print(
                f"  {step.__name__[1:]:8} {seconds:6.2f} s  {n_bytes / 1e6:7.1f} MB moved  "
                f"{rate:6.0f} MB/s  peak {peak:,.0f} MB"
            )


def _write(path: Path, n_bytes: int, kept: float) -> None:
    """Write files of random bytes; the first of the smallest files are equal in all snapshots."""
    path.mkdir(parents=True)
    (path / "meta.json").write_text("{}")
    n_kept = 0.0
    for k, share in reversed(list(enumerate(SHARES))):
        n_kept += share
        rng = np.random.default_rng([k, n_kept > kept > 0])
        array = rng.integers(0, 256, int(n_bytes * share), np.uint8)
        np.save(path / f"array{k}.npy", array)


def _publish(url: str, path: Path) -> tuple[float, int]:
    started = time.perf_counter()
    report = asyncio.run(publish_snapshot(Bucket.open(url), path, SECRET))
    return time.perf_counter() - started, report.n_sent


def _fetch(url: str, path: Path) -> tuple[float, int]:
    metrics = Metrics()
    fetcher = SnapshotFetcher(Bucket.open(url), path, SECRET, metrics.snapshot)
    started = time.perf_counter()
    asyncio.run(fetcher.fetch_newer(lambda *_: None))  # type: ignore[arg-type, return-value]
    seconds = time.perf_counter() - started
    n_bytes = metrics.registry.get_sample_value("reko_snapshot_fetched_bytes_total")
    return seconds, int(n_bytes or 0)


def _do_nothing() -> None:
    pass


def _in_process(function: Callable[..., T], *args: object) -> tuple[T, float]:
    """Return what a function returns in a new process, and the peak memory of that in MB."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool:
        result = pool.submit(function, *args).result()
        return result, pool.submit(_peak_mb).result()


def _peak_mb() -> float:
    # Not ru_maxrss, which a new process inherits from the one that started it.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@contextmanager
def _s3_server() -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    os.environ |= {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "a-made-up-id",
        "AWS_SECRET_ACCESS_KEY": "a-made-up-key",
        "AWS_REGION": "us-east-1",
    }
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as server:
        try:
            _create_bucket(f"{url}/bucket")
            yield
        finally:
            server.terminate()


def _create_bucket(url: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(urllib.request.Request(url, method="PUT")).close()
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the S3 server does not start")


if __name__ == "__main__":
    main()
