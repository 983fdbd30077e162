"""Recommendations on real lists over HTTP: speed, memory and quality.

Users are held out from REKO_DATA's community; the others are imported and built. A fake MAL serves
the held-out users' lists with a fifth of their scored franchises hidden; the API runs as a separate
process and gets a request for each of them. nDCG@10 and Recall@24 are those of the protocol
"discovery": relevant is a hidden franchise with an entry scored at least the user's mean over the
visible part.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import numpy as np
import polars as pl
from numpy.typing import NDArray
from support.real_lists import DATA

from reko_core.community.importers import import_file
from reko_core.domain.models import Entries, Status
from reko_core.settings import CommunitySettings, DatabaseSettings
from reko_core.snapshots.builder.build import build_snapshot
from reko_core.snapshots.builder.title_arrays import franchise_labels
from reko_core.store import Store
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

HIDDEN_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Case:
    """A held-out user: the visible part of their list, and the relevant titles."""

    source: str
    visible: Entries
    n_visible: int
    relevant: NDArray[np.int64]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--min-scored", type=int, default=20, help="least scored titles of a user")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA)
    with tempfile.TemporaryDirectory() as directory:
        asyncio.run(_measure(parser.parse_args(), Path(directory)))


async def _measure(options: argparse.Namespace, directory: Path) -> None:
    ratings = pl.read_parquet(options.data / "ratings.parquet")
    rng = np.random.default_rng(options.seed)
    n_scored = ratings.group_by("user").agg((pl.col("score") > 0).sum().alias("n")).sort("user")
    able = n_scored.filter(pl.col("n") >= options.min_scored)["user"].to_numpy()
    cut = rng.choice(able, options.users, replace=False)
    rest = directory / "community.parquet"
    ratings.filter(~pl.col("user").is_in(cut)).write_parquet(rest)

    database = DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}")
    community = CommunitySettings(snapshot_dir=directory / "snapshots")
    async with Store.open(database) as store:
        for path in (rest, options.data / "anime.parquet"):
            summary = await import_file(store, path)
            print(
                f"import {summary.layout}: {summary.n_rows:,} rows, {summary.seconds:.1f} s, "
                f"{summary.rows_per_second:,.0f} rows/s"
            )
        report = await build_snapshot(store, community)
        print(
            f"build: {report.n_users:,} users, {report.n_entries:,} entries, "
            f"{report.seconds:.1f} s, {report.n_bytes / 1e6:.1f} MB"
        )
        titles = {anime.id: anime for anime in await store.catalogue.all()}
    labels = franchise_labels(titles)
    cases = {
        f"user_{user}": _hide(ratings.filter(pl.col("user") == user), labels, rng) for user in cut
    }
    lists = MappingLists({name: case.visible for name, case in cases.items()})
    async with FakeMal(lists, titles).serve() as base_url:
        await _ask(directory, base_url, cases, labels)


def _hide(rows: pl.DataFrame, labels: dict[int, int], rng: np.random.Generator) -> Case:
    ids, scores = rows["anime"].to_numpy(), rows["score"].to_numpy()
    statuses = rows["status"].to_numpy()
    franchise = np.array([labels.get(int(anime_id), -int(anime_id)) for anime_id in ids])
    scored = np.unique(franchise[scores > 0])
    n_hidden = max(1, round(HIDDEN_SHARE * len(scored)))
    hidden = np.isin(franchise, rng.choice(scored, n_hidden, replace=False))
    mean = scores[~hidden & (scores > 0)].mean()
    seen = statuses != Status.PLAN_TO_WATCH
    visible = Entries.build(
        ids[~hidden], scores[~hidden], statuses[~hidden], rows["episodes"].to_numpy()[~hidden]
    )
    relevant = np.unique(franchise[hidden & seen & (scores >= mean)])
    return Case(str(rows["source"][0]), visible, len(visible), relevant)


async def _ask(
    directory: Path, base_url: str, cases: dict[str, Case], labels: dict[int, int]
) -> None:
    port = _free_port()
    environment = os.environ | {
        "REKO_DATABASE__URL": f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}",
        "REKO_COMMUNITY__SNAPSHOT_DIR": str(directory / "snapshots"),
        "REKO_MAL__BASE_URL": base_url,
        "REKO_MAL__CLIENT_ID": "synthetic",
        "REKO_MAL__REQUESTS_PER_SECOND": "1000",
        "REKO_MAL__BURST": "1000",
        "REKO_API__PORT": str(port),
        "REKO_API__REQUESTS_PER_MINUTE": "100000",
        "REKO_API__BURST": "10000",
        "REKO_LOG__FORMAT": "json",
    }
    log = directory / "log"
    with log.open("wb") as errors:
        server = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "reko_cli",
            "api",
            env=environment,
            stderr=errors,
            stdout=asyncio.subprocess.DEVNULL,
        )
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
            await _wait_ready(session)
            for adult in (False, True):
                await _round(session, cases, labels, include_adult=adult)
            peak_mb = _peak_mb(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        code = await server.wait()
    print(f"server: peak {peak_mb:.0f} MB, exit code {code} on SIGTERM")
    _print_stages(log, len(cases))


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


async def _wait_ready(session: aiohttp.ClientSession) -> None:
    for _ in range(300):
        try:
            async with session.get("/readyz") as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientConnectionError:
            pass
        await asyncio.sleep(0.2)
    raise SystemExit("the API did not get ready")


async def _round(
    session: aiohttp.ClientSession,
    cases: dict[str, Case],
    labels: dict[int, int],
    *,
    include_adult: bool,
) -> None:
    statuses: defaultdict[int, int] = defaultdict(int)
    by_group: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    started = time.monotonic()
    for name, case in cases.items():
        body = {"user_name": name, "include_adult": include_adult}
        async with session.post("/recommendations", json=body) as answer:
            statuses[answer.status] += 1
            rekos = (await answer.json())["rekos"] if answer.status == 200 else []
        if len(case.relevant):
            ranked = [labels.get(reko["id"], -reko["id"]) for reko in rekos]
            metrics = _metrics(np.isin(ranked, case.relevant), len(case.relevant))
            by_group["all"].append(metrics)
            by_group[case.source.split("_")[0]].append(metrics)
            size = next(top for top in (50, 100, 200, 10**6) if case.n_visible <= top)
            by_group[f"lists up to {size}"].append(metrics)
    print(
        f"\ninclude_adult={include_adult}: statuses {dict(statuses)}, "
        f"{time.monotonic() - started:.1f} s"
    )
    for group, values in sorted(by_group.items()):
        mean = np.mean(values, axis=0)
        error = np.std([ndcg for ndcg, _ in values]) / np.sqrt(len(values))
        print(
            f"  {group:22} n={len(values):4}  nDCG@10 {mean[0]:.4f} +- {error:.4f}"
            f"  Recall@24 {mean[1]:.4f}"
        )


def _metrics(hits: NDArray[np.bool_], n_relevant: int) -> tuple[float, float]:
    top = hits[:10]
    gain = (top / np.log2(np.arange(len(top)) + 2)).sum()
    ideal = (1 / np.log2(np.arange(min(10, n_relevant)) + 2)).sum()
    return float(gain / ideal), float(hits[:24].sum() / min(24, n_relevant))


def _print_stages(log: Path, n_cases: int) -> None:
    """Print the medians of the first round, in which every list is fetched."""
    lines = [json.loads(line) for line in log.read_text().splitlines() if '"recommended"' in line]
    for stage in ("fetch_ms", "engine_ms", "total_ms"):
        values = [line[stage] for line in lines[:n_cases]]
        print(f"{stage}: median {np.median(values):.1f}, p99 {np.quantile(values, 0.99):.1f}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
