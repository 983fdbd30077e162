"""The API on real lists over real HTTP: latency, memory and quality of the recommendations.

Users are held out of REKO_DATA's community; all others are imported and built. A fake MAL serves
their lists with a fifth of the scored franchises hidden; the API runs as a process of its own and
gets a request for each. The measures are those of `reko evaluate`, by title unless they say "by
franchise"; "title seen" and "low enjoyment" are title_seen and low_enjoyment there. Below them
are the most frequent wrong titles: other titles of the franchise were seen, but not this one.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import polars as pl
from support.api_process import running_api
from support.held_out_lists import build_without
from support.real_lists import DATA

from reko_core.domain.models import Anime, Entries, Status
from reko_core.evaluation.measures.outcomes import N_FIRST, N_SHOWN
from reko_core.evaluation.measures.ranking_metrics import ndcg, recall
from reko_core.evaluation.measures.wrong_titles import count_wrong_titles
from reko_core.settings import DatabaseSettings
from reko_core.snapshots.builder.title_groups import franchise_labels
from reko_core.store import Store
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

HIDDEN_SHARE = 0.2
LOW_ENJOYMENT = 50
N_WRONG_TITLES = 20


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All titles by MAL id, and the franchises of the data."""

    titles: Mapping[int, Anime]
    labels: Mapping[int, int]

    def franchise(self, anime_id: int) -> int:
        """Return the franchise of a title, one of its own if it is unknown."""
        return self.labels.get(anime_id, -anime_id)


@dataclass(frozen=True, slots=True)
class Case:
    """A user held out: the visible part of their list, and the hidden part by MAL id.

    began: franchises of the visible part. hidden: seen titles. relevant: those of them scored at
    least the mean of the visible scores. franchises: of the relevant.
    """

    source: str
    visible: Entries
    n_visible: int
    began: frozenset[int]
    hidden: frozenset[int]
    relevant: frozenset[int]
    franchises: frozenset[int]


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
    catalogue = Catalogue(titles, franchise_labels(titles))
    cases = {
        f"user_{user}": _hide(ratings.filter(pl.col("user") == user), catalogue, rng)
        for user in users
    }
    lists = MappingLists({name: case.visible for name, case in cases.items()})
    async with FakeMal(lists, titles).serve() as mal_url, running_api(directory, mal_url) as api:
        for adult in (False, True):
            await _run_round(api.session, cases, catalogue, include_adult=adult)
        print(f"server: peak {api.peak_mb:.0f} MB")
    _print_stages(api.log, len(cases))


def _hide(rows: pl.DataFrame, catalogue: Catalogue, rng: np.random.Generator) -> Case:
    ids, scores = rows["anime"].to_numpy(), rows["score"].to_numpy()
    statuses = rows["status"].to_numpy()
    franchise = np.array([catalogue.franchise(anime_id) for anime_id in ids.tolist()])
    scored = np.unique(franchise[scores > 0])
    n_hidden = max(1, round(HIDDEN_SHARE * len(scored)))
    hidden = np.isin(franchise, rng.choice(scored, n_hidden, replace=False))
    mean = scores[~hidden & (scores > 0)].mean()
    seen = statuses != Status.PLAN_TO_WATCH
    visible = Entries.build(
        ids[~hidden], scores[~hidden], statuses[~hidden], rows["episodes"].to_numpy()[~hidden]
    )
    is_relevant = hidden & seen & (scores >= mean)
    return Case(
        source=str(rows["source"][0]),
        visible=visible,
        n_visible=len(visible),
        began=frozenset(franchise[~hidden & seen].tolist()),
        hidden=frozenset(ids[hidden & seen].tolist()),
        relevant=frozenset(ids[is_relevant].tolist()),
        franchises=frozenset(franchise[is_relevant].tolist()),
    )


async def _run_round(
    session: aiohttp.ClientSession,
    cases: dict[str, Case],
    catalogue: Catalogue,
    *,
    include_adult: bool,
) -> None:
    statuses: defaultdict[int, int] = defaultdict(int)
    measures: defaultdict[str, list[dict[str, float]]] = defaultdict(list)
    misses: list[tuple[int, list[int]]] = []
    started = time.monotonic()
    for name, case in cases.items():
        body = {"user_name": name, "include_adult": include_adult}
        async with session.post("/recommendations", json=body) as response:
            statuses[response.status] += 1
            rekos = (await response.json())["rekos"] if response.status == 200 else []
        if case.relevant:
            ranked = _one_a_franchise(rekos, case, catalogue)
            measured = _measure_user(ranked, case, catalogue)
            misses += _find_misses(ranked, case, catalogue)
            measures["all"].append(measured)
            measures[case.source.split("_")[0]].append(measured)
            size = next(top for top in (50, 100, 200, 10**6) if case.n_visible <= top)
            measures[f"lists up to {size}"].append(measured)
    print(
        f"\ninclude_adult={include_adult}: statuses {dict(statuses)}, "
        f"{time.monotonic() - started:.1f} s"
    )
    for group, values in sorted(measures.items()):
        _print_group(group, values)
    print("  times  wrong title (MAL id)  ->  times  seen instead, most often")
    for one in count_wrong_titles(misses, catalogue.titles)[:N_WRONG_TITLES]:
        print(
            f"  {one.count:5}  {one.title} ({one.anime_id})  ->"
            f"  {one.seen_count:5}  {one.seen_title} ({one.seen_id})"
        )


def _one_a_franchise(
    rekos: Sequence[dict[str, Any]], case: Case, catalogue: Catalogue
) -> list[dict[str, Any]]:
    """Return the first of each franchise, without those that the user has begun."""
    first: dict[int, dict[str, Any]] = {}
    for reko in rekos:
        first.setdefault(catalogue.franchise(reko["id"]), reko)
    return [reko for franchise, reko in first.items() if franchise not in case.began]


def _measure_user(
    ranked: Sequence[dict[str, Any]], case: Case, catalogue: Catalogue
) -> dict[str, float]:
    """Return the measures of one user; those of right titles and enjoyment are counts."""
    ids = [reko["id"] for reko in ranked]
    by_title = np.array([one in case.relevant for one in ids], bool)
    by_franchise = np.array([catalogue.franchise(one) in case.franchises for one in ids], bool)
    n_relevant = len(case.franchises)
    is_hidden = np.array([one in case.hidden for one in ids[:N_FIRST]], bool)
    is_low = [reko["expected"]["enjoyment"] < LOW_ENJOYMENT for reko in ranked[:N_FIRST]]
    return {
        "ndcg_10": ndcg(by_title, n_relevant, N_FIRST),
        "ndcg_10_franchise": ndcg(by_franchise, n_relevant, N_FIRST),
        "recall_24": recall(by_title, n_relevant, N_SHOWN),
        "n_right": float(np.count_nonzero(by_franchise[:N_FIRST])),
        "n_seen": float(np.count_nonzero(by_franchise[:N_FIRST] & is_hidden)),
        "n_first": float(len(is_low)),
        "n_low": float(sum(is_low)),
    }


def _find_misses(
    ranked: Sequence[dict[str, Any]], case: Case, catalogue: Catalogue
) -> Iterator[tuple[int, list[int]]]:
    """Yield each wrong title of the first ten, and the hidden ones of its franchise."""
    for reko in ranked[:N_FIRST]:
        franchise = catalogue.franchise(reko["id"])
        if franchise in case.franchises and reko["id"] not in case.hidden:
            yield reko["id"], [one for one in case.hidden if catalogue.franchise(one) == franchise]


def _print_group(group: str, values: Sequence[dict[str, float]]) -> None:
    ndcgs = [one["ndcg_10"] for one in values]
    mean = {name: float(np.mean([one[name] for one in values])) for name in values[0]}
    print(
        f"  {group:22} n={len(values):4}"
        f"  nDCG@10 {mean['ndcg_10']:.4f} +- {np.std(ndcgs) / np.sqrt(len(ndcgs)):.4f}"
        f"  by franchise {mean['ndcg_10_franchise']:.4f}  Recall@24 {mean['recall_24']:.4f}"
        f"  title seen {mean['n_seen'] / max(mean['n_right'], 1e-9):.3f}"
        f"  low enjoyment {mean['n_low'] / max(mean['n_first'], 1e-9):.3f}"
    )


def _print_stages(log: Path, n_cases: int) -> None:
    """Print the latency of the first round, in which every list is fetched."""
    lines = [json.loads(line) for line in log.read_text().splitlines() if '"recommended"' in line]
    for stage in ("fetch_ms", "engine_ms", "total_ms"):
        values = [line[stage] for line in lines[:n_cases]]
        print(f"{stage}: median {np.median(values):.1f}, p99 {np.quantile(values, 0.99):.1f}")


if __name__ == "__main__":
    main()
