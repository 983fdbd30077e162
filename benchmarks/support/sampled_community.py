"""A synthetic community of any size, sampled from the lists of REKO_DATA.

Each user takes a random part of one real list and some titles of another, so that popularity and
lengths are realistic while no list is copied.
"""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from reko_core.domain.models import Anime, Status
from reko_core.engine.kernels.user_rows import STATUS_SHIFT
from reko_core.snapshots.builder.load_lists import LoadedLists

__all__ = ["read_titles", "sample_community"]

OWN_SHARE, OTHER_SHARE, MAX_OTHER = 0.85, 0.2, 50


def sample_community(data: Path, n_users: int, rng: np.random.Generator) -> LoadedLists:
    """HeldOut the lists of `n_users` users."""
    ratings = pl.read_parquet(data / "ratings.parquet").filter(
        pl.col("status") != int(Status.PLAN_TO_WATCH)
    )
    ratings = ratings.sort(["user", "anime"])
    ids, scores = ratings["anime"].to_numpy(), ratings["score"].to_numpy()
    all_marks = (scores | ratings["status"].to_numpy() << STATUS_SHIFT).astype(np.uint8)
    titles, items = np.unique(ids, return_inverse=True)
    items = items.astype(np.uint16)
    starts = np.flatnonzero(np.r_[True, np.diff(ratings["user"].to_numpy()) != 0])
    bounds = np.r_[starts, len(ids)]
    n_real = len(starts)
    parts_items, parts_marks, lengths = [], [], []
    for user in range(n_users):
        own, other = user % n_real, int(rng.integers(n_real))
        taken = np.concatenate(
            [
                _part(bounds, own, OWN_SHARE, rng),
                _part(bounds, other, OTHER_SHARE, rng)[:MAX_OTHER],
            ]
        )
        chosen, first = np.unique(items[taken], return_index=True)
        parts_items.append(chosen)
        parts_marks.append(all_marks[taken[first]])
        lengths.append(len(chosen))
    return LoadedLists(
        [("sampled", str(user)) for user in range(n_users)],
        np.r_[0, np.cumsum(lengths)].astype(np.int64),
        titles.astype(np.int32),
        np.concatenate(parts_items),
        np.concatenate(parts_marks),
        {},
    )


def read_titles(data: Path) -> dict[int, Anime]:
    """Return the catalogue by id."""
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


def _part(
    bounds: NDArray[np.int64], user: int, share: float, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return the positions of a random share of one list, at least one of them."""
    positions = np.arange(bounds[user], bounds[user + 1])
    taken = positions[rng.random(len(positions)) < share]
    return taken if len(taken) else positions[:1]
