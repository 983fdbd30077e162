"""The API on real lists over real HTTP: latency, memory and quality of the recommendations.

Users are held out of REKO_DATA's community; all others are imported and built. A fake MAL serves
their lists with a fifth of the scored franchises hidden; the API runs as a process of its own and
gets a request for each. nDCG@10 and Recall@24 are those of the protocol "discovery": a hidden
franchise is relevant if one of its titles is scored at least the mean of the visible scores.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import numpy as np
import polars as pl
from numpy.typing import NDArray
from support.api_process import running_api
from support.held_out_lists import build_without
from support.real_lists import DATA

from reko_core.domain.models import Entries, Status
from reko_core.settings import DatabaseSettings
from reko_core.snapshots.builder.title_arrays import franchise_labels
from reko_core.store import Store
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

HIDDEN_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Case:
    """A user held out: the visible part of their list, and the relevant franchises."""

    source: str
    visible: Entries
    n_visible: int
    relevant: NDArray[np.int64]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=200, help="held out (%(default)s)")
    parser.add_argument(
        "--min-scored", type=int, default=20, help="scored titles of a user, at least (%(default)s)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the sample (%(default)s)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the lists (REKO_DATA)")
    with tempfile.TemporaryDirectory() as directory:
        asyncio.run(_measure(parser.parse_args(), Path(directory)))


async def _measure(options: argparse.Namespace, directory: Path) -> None:
    ratings = pl.read_parquet(options.data / "ratings.parquet")
    rng = np.random.default_rng(options.seed)
    n_scored = ratings.group_by("user").agg((pl.col("score") > 0).sum().alias("n")).sort("user")
    eligible = n_scored.filter(pl.col("n") >= options.min_scored)["user"].to_numpy()
    users = rng.choice(eligible, options.users, replace=False)
    await build_without(users, options.data, directory)
    database = DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}")
    async with Store.open(database) as store:
        titles = {anime.id: anime for anime in await store.catalogue.all()}
    labels = franchise_labels(titles)
    cases = {
        f"user_{user}": _hide(ratings.filter(pl.col("user") == user), labels, rng) for user in users
    }
    lists = MappingLists({name: case.visible for name, case in cases.items()})
    async with FakeMal(lists, titles).serve() as mal_url, running_api(directory, mal_url) as api:
        for adult in (False, True):
            await _run_round(api.session, cases, labels, include_adult=adult)
        print(f"server: peak {api.peak_mb:.0f} MB")
    _print_stages(api.log, len(cases))


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


async def _run_round(
    session: aiohttp.ClientSession,
    cases: dict[str, Case],
    labels: dict[int, int],
    *,
    include_adult: bool,
) -> None:
    statuses: defaultdict[int, int] = defaultdict(int)
    measures: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    started = time.monotonic()
    for name, case in cases.items():
        body = {"user_name": name, "include_adult": include_adult}
        async with session.post("/recommendations", json=body) as response:
            statuses[response.status] += 1
            rekos = (await response.json())["rekos"] if response.status == 200 else []
        if len(case.relevant):
            ranked = [labels.get(reko["id"], -reko["id"]) for reko in rekos]
            metrics = _metrics(np.isin(ranked, case.relevant), len(case.relevant))
            measures["all"].append(metrics)
            measures[case.source.split("_")[0]].append(metrics)
            size = next(top for top in (50, 100, 200, 10**6) if case.n_visible <= top)
            measures[f"lists up to {size}"].append(metrics)
    print(
        f"\ninclude_adult={include_adult}: statuses {dict(statuses)}, "
        f"{time.monotonic() - started:.1f} s"
    )
    for group, values in sorted(measures.items()):
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
    """Print the latency of the first round, in which every list is fetched."""
    lines = [json.loads(line) for line in log.read_text().splitlines() if '"recommended"' in line]
    for stage in ("fetch_ms", "engine_ms", "total_ms"):
        values = [line[stage] for line in lines[:n_cases]]
        print(f"{stage}: median {np.median(values):.1f}, p99 {np.quantile(values, 0.99):.1f}")


if __name__ == "__main__":
    main()
