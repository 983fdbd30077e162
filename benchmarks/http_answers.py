"""What HTTP adds to the engine: latency of one client, and answers a second with several.

Users are held out of REKO_DATA's community; their lists are stored, so that nothing is fetched. The
API runs as a process of its own, on all other lists or on a community of any size sampled from
them. The latency of each answer is compared with the engine's time of the same answer, which the
API logs. The load generator runs on the same machine; its own processor time is stated.
"""

import argparse
import asyncio
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from support.api_process import Api, running_api
from support.real_lists import DATA

MIN_SCORED = 20
TICKS_A_SECOND = 100
NO_MAL = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Load:
    """What some requests took: each of them, all of them, and the processors meanwhile."""

    seconds: Sequence[float]
    elapsed_s: float
    api_cpu_s: float
    own_cpu_s: float
    engine_ms: Sequence[float]


def main() -> None:
    """Measure and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        directory: Path = (options.keep or Path(temporary)) / f"{options.community}-{options.seed}"
        if options.prepare:
            shutil.rmtree(directory, ignore_errors=True)
            directory.mkdir(parents=True)
            asyncio.run(_prepare(options, directory))
            return
        if not (directory / "users.json").exists():
            # A subprocess, whose memory is then not held while the API is measured.
            command = [sys.executable, *sys.argv, "--prepare", "--keep", str(directory.parent)]
            subprocess.run(command, check=True)
        asyncio.run(_measure(options, directory))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--community", type=int, default=0, help="sampled lists; 0: the real ones (%(default)s)"
    )
    parser.add_argument("--users", type=int, default=200, help="who ask (%(default)s)")
    parser.add_argument("--requests", type=int, default=600, help="of a round (%(default)s)")
    parser.add_argument("--clients", type=int, nargs="*", default=[2, 4, 8], help="(2 4 8)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (%(default)s)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the lists (REKO_DATA)")
    parser.add_argument("--keep", type=Path, help="folder to keep the community in")
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


async def _measure(options: argparse.Namespace, directory: Path) -> None:
    names: list[str] = json.loads((directory / "users.json").read_text())
    recommend = [("/recommendations", {"user_name": name}) for name in names]
    explain = [("/recommendations/why", {"user_name": name, "anime_id": 1}) for name in names]
    async with running_api(directory, NO_MAL) as api:
        # It waits until the names of titles are indexed, which is done in the background.
        async with api.session.get("/titles", params={"q": "one"}) as response:
            await response.read()
        for path_and_bodies in (recommend, explain):
            path = path_and_bodies[0][0]
            requests = list(islice(cycle(path_and_bodies), options.requests))
            await _load(api, requests[: len(names)], 1)
            _print(path, 1, await _load(api, requests, 1))
            for n_clients in options.clients if path == "/recommendations" else ():
                _print(path, n_clients, await _load(api, requests, n_clients))
        print(f"peak memory of the API {api.peak_mb:.0f} MB")


async def _load(api: Api, requests: Sequence[tuple[str, dict[str, Any]]], n_clients: int) -> Load:
    """Send the requests over `n_clients` connections, each one after the other."""
    url = urlsplit(str(api.session._base_url))  # noqa: SLF001
    waiting = iter([_encode(path, body) for path, body in requests])
    seconds: list[float] = []

    async def run() -> None:
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        for request in waiting:
            started = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            seconds.append(time.perf_counter() - started)
            if not head.startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"the API responded {head[:40]!r}")
        writer.close()

    log_start, api_cpu, own_cpu = api.log.stat().st_size, _cpu_s(api.pid), _own_cpu_s()
    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(n_clients):
            group.create_task(run())
    elapsed_s = time.perf_counter() - started
    lines = api.log.read_bytes()[log_start:].splitlines()
    engine = [json.loads(line)["engine_ms"] for line in lines if b'"engine_ms"' in line]
    api_cpu_s, own_cpu_s = _cpu_s(api.pid) - api_cpu, _own_cpu_s() - own_cpu
    return Load(seconds, elapsed_s, api_cpu_s, own_cpu_s, engine)


def _encode(path: str, body: dict[str, Any]) -> bytes:
    content = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


def _print(path: str, n_clients: int, load: Load) -> None:
    n = len(load.seconds)
    p50, p99 = 1000 * np.quantile(load.seconds, (0.5, 0.99))
    print(
        f"{path} clients {n_clients}: {n / load.elapsed_s:.1f} answers/s, p50 {p50:.1f} ms, "
        f"p99 {p99:.1f}; processor time of an answer: API {1000 * load.api_cpu_s / n:.1f} ms, "
        f"load generator {1000 * load.own_cpu_s / n:.2f} ms"
    )
    if load.engine_ms:
        e50, e99 = np.quantile(load.engine_ms, (0.5, 0.99))
        print(f"  engine p50 {e50:.1f} ms, p99 {e99:.1f}; ratio at the median {p50 / e50:.2f}")


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def _own_cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def _prepare(options: argparse.Namespace, directory: Path) -> None:
    """Build the community, and store the lists of those who ask."""
    import polars as pl
    from support.held_out_lists import build_without

    from reko_core.domain.models import Entries, UserList
    from reko_core.settings import DatabaseSettings
    from reko_core.store import Store

    ratings = pl.read_parquet(options.data / "ratings.parquet")
    n_scored = ratings.group_by("user").agg((pl.col("score") > 0).sum().alias("n")).sort("user")
    eligible = n_scored.filter(pl.col("n") >= MIN_SCORED)["user"].to_numpy()
    users = np.random.default_rng(options.seed).choice(eligible, options.users, replace=False)
    if options.community == 0:
        await build_without(users, options.data, directory)
    database = DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}")
    async with Store.open(database) as store:
        if options.community:
            await _sample(options, store, directory)
        for user in users.tolist():
            rows = ratings.filter(pl.col("user") == user)
            columns = [rows[name].to_numpy() for name in ("anime", "score", "status", "episodes")]
            entries = Entries.build(*columns)
            await store.lists.put(UserList(f"user_{user}", entries, datetime.now(UTC)))
    (directory / "users.json").write_text(json.dumps([f"user_{user}" for user in users.tolist()]))


async def _sample(options: argparse.Namespace, store: Any, directory: Path) -> None:  # noqa: ANN401
    from support.sampled_community import sample_community

    from reko_core.community.importers import import_file
    from reko_core.engine.training.fit import fit_model
    from reko_core.snapshots.builder.load_lists import make_raw_community
    from reko_core.snapshots.filters import build_filters
    from reko_core.snapshots.storage import save_snapshot

    await import_file(store, options.data / "anime.parquet")
    titles = {anime.id: anime for anime in await store.catalogue.all()}
    rng = np.random.default_rng(options.seed)
    lists = sample_community(options.data, options.community, rng)
    raw = make_raw_community(lists, titles, date(2023, 1, 1))
    model = fit_model(raw, lambda step: print(f"  {step}", flush=True))
    hashes = rng.integers(0, 256, (options.community, 16), np.uint8)
    filters = build_filters(raw.ids, titles, model.items.popularity)
    save_snapshot(directory / "snapshots", model, hashes, filters)


if __name__ == "__main__":
    main()
