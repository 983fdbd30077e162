"""The engine on a community as large as MAL's public dumps: time to fit, memory, time to answer.

Lists are drawn from REKO_DATA's: each made-up user takes a random part of a real list and some
titles of another one, so that popularity and lengths stay as they are while no list is copied.
Answers are asked for on one thread, for lists of about `--titles` titles.
"""

import argparse
import os
import resource
import time
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from reko_core.community.gather import Gathered, make_raw_community
from reko_core.engine.fit import fit_model
from reko_core.engine.kernels import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.profile import Profile, make_profile
from reko_core.engine.recommend import Query, recommend
from reko_core.models import Anime, Status

OWN_SHARE, OTHER_SHARE = 0.85, 0.2
TOLERANCE = 0.1


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=300_000)
    parser.add_argument("--titles", type=int, default=150, help="length of the asking lists")
    parser.add_argument("--answers", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    data = Path(os.environ.get("REKO_DATA", "../shared/data"))
    parser.add_argument("--data", type=Path, default=data)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    gathered = _draw_community(options.data, options.users, rng)
    titles = _read_titles(options.data)
    n_entries = int(gathered.indptr[-1])
    print(f"{options.users:,} users, {n_entries:,} entries, peak {_peak_mb():,.0f} MB so far")

    started = last = time.perf_counter()
    step = "arrays"

    def report(name: str) -> None:
        nonlocal last, step
        now = time.perf_counter()
        print(f"  {step:24} {now - last:7.1f} s")
        last, step = now, name

    model = fit_model(make_raw_community(gathered, titles, date(2023, 1, 1)), report)
    report("")
    print(f"fit: {time.perf_counter() - started:.1f} s, peak {_peak_mb():,.0f} MB")
    n_bytes = _bytes_of(model)
    print(f"model: {n_bytes / 1e6:,.0f} MB, {n_bytes / n_entries:.2f} MB per million entries")
    _time_answers(model, gathered, options.titles, options.answers, rng)


def _draw_community(data: Path, n_users: int, rng: np.random.Generator) -> Gathered:
    ratings = pl.read_parquet(data / "ratings.parquet").filter(
        pl.col("status") != int(Status.PLAN_TO_WATCH)
    )
    ratings = ratings.sort(["user", "anime"])
    ids, scores = ratings["anime"].to_numpy(), ratings["score"].to_numpy()
    all_marks = (scores | ratings["status"].to_numpy() << STATUS_SHIFT).astype(np.uint8)
    starts = np.flatnonzero(np.r_[True, np.diff(ratings["user"].to_numpy()) != 0])
    bounds = np.r_[starts, len(ids)]
    n_real = len(starts)
    parts_ids, parts_marks, lengths = [], [], []
    for user in range(n_users):
        own, other = user % n_real, int(rng.integers(n_real))
        taken = np.concatenate(
            [
                _part(bounds, own, OWN_SHARE, rng),
                _part(bounds, other, OTHER_SHARE, rng)[:50],
            ]
        )
        chosen, first = np.unique(ids[taken], return_index=True)
        parts_ids.append(chosen)
        parts_marks.append(all_marks[taken[first]])
        lengths.append(len(chosen))
    return Gathered(
        [("drawn", str(user)) for user in range(n_users)],
        np.r_[0, np.cumsum(lengths)].astype(np.int64),
        np.concatenate(parts_ids).astype(np.int32),
        np.concatenate(parts_marks),
        {},
    )


def _part(
    bounds: NDArray[np.int64], user: int, share: float, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return the positions of a random share of one list, at least one of them."""
    positions = np.arange(bounds[user], bounds[user + 1])
    taken = positions[rng.random(len(positions)) < share]
    return taken if len(taken) else positions[:1]


def _read_titles(data: Path) -> dict[int, Anime]:
    table = pl.read_parquet(data / "anime.parquet")
    columns = ("id", "title", "type", "start_date", "franchise_id", "genres", "age_rating", "mean")
    return {
        row[0]: Anime(
            id=row[0],
            title=row[1] or "",
            media_type=row[2],
            start_date=str(row[3]) if row[3] else None,
            franchise_id=row[4],
            genres=tuple(filter(None, (row[5] or "").split(","))),
            age_rating=row[6],
            mean=row[7],
        )
        for row in table.select(columns).iter_rows()
    }


def _bytes_of(model: Model) -> int:
    parts = (model.items, model.rows, model.columns)
    arrays = [array for part in parts for array in part.as_dict().values()]
    return sum(array.nbytes for array in (*arrays, model.ease))


def _time_answers(
    model: Model, gathered: Gathered, n_titles: int, n_answers: int, rng: np.random.Generator
) -> None:
    lengths = np.diff(gathered.indptr)
    able = np.flatnonzero(np.abs(lengths - n_titles) <= TOLERANCE * n_titles)
    askers = rng.choice(able, min(n_answers, len(able)), replace=False)
    seconds = []
    for user in (*askers[:5], *askers):
        ids, marks = gathered.entries(int(user))
        started = time.perf_counter()
        recommend(model, _profile(model, ids, marks), Query(without_users=np.array([user])))
        seconds.append(time.perf_counter() - started)
    p50, p99 = 1000 * np.quantile(seconds[5:], (0.5, 0.99))
    print(f"answers, one thread, lists of {n_titles} titles: p50 {p50:.1f} ms, p99 {p99:.1f} ms")


def _profile(model: Model, ids: NDArray[np.int32], marks: NDArray[np.uint8]) -> Profile:
    statuses = marks >> STATUS_SHIFT
    return make_profile(
        model.items,
        model.mu,
        ids,
        (marks & SCORE_MASK).astype(np.int8),
        np.ones(len(ids), bool),
        statuses == int(Status.DROPPED),
    )


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
