"""A snapshot of several blocks of users, made of copies of the lists of another, without a fit."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from reko_core.engine.data.list_shards import ListShard
from reko_core.engine.model import Model
from reko_core.engine.training.arrays import columns_of_shard
from reko_core.snapshots.storage import Snapshot, load_snapshot, save_snapshot

__all__ = ["save_larger", "tile"]


def tile(model: Model, n_times: int) -> Model:
    """Return a model whose community has each list `n_times`."""
    rows, items = model.rows, model.items
    indptr = np.r_[0, np.cumsum(np.tile(np.diff(rows.indptr), n_times))]
    tiled = [np.tile(part, n_times) for part in (rows.items, rows.packed, rows.mean, rows.bias)]
    counts = {
        name: getattr(items, name) * n_times for name in ("popularity", "franchise_popularity")
    }
    items = replace(items, **counts)
    lists = ListShard(0, indptr, *tiled[:2])
    columns = columns_of_shard(lists, mu=model.mu, items=items, n_users=lists.n_users)
    larger = replace(model, rows=type(rows)(indptr, *tiled), items=items, columns=columns)
    for part in (larger.rows, larger.items, larger.columns):
        part.freeze()
    return larger


def save_larger(snapshot: Snapshot, n_times: int, directory: Path) -> Snapshot:
    """Save a snapshot whose community has each list `n_times`, and load it."""
    model = tile(snapshot.model, n_times)
    hashes = np.random.default_rng(1).integers(256, size=(model.n_users, 16), dtype=np.uint8)
    save_snapshot(directory, model, hashes, snapshot.filters, snapshot.fitted_at)
    return load_snapshot(directory)
