"""Memory bandwidth of the machine, and the bytes that a recommendation must read."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.ease import LONG, SHORT
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.search import N_COMPARED, measure_taste
from reko_core.engine.similarity.top_k import top_k

__all__ = ["bytes_to_read", "measure_streaming"]

_N_WORDS = 32 * 2**20
_N_ROUNDS = 15


def measure_streaming(n_threads: int) -> float:
    """Return the bytes a second that n_threads read from memory, at best."""
    words = np.ones(_N_WORDS, np.uint64)
    parts = np.array_split(words, n_threads)
    with ThreadPoolExecutor(n_threads) as pool:
        seconds = []
        for _ in range(_N_ROUNDS):
            started = time.perf_counter()
            list(pool.map(_read, parts))
            seconds.append(time.perf_counter() - started)
    return words.nbytes / min(seconds)


def bytes_to_read(model: Model, profile: Profile) -> dict[str, float]:
    """Return the bytes that a recommendation must read from memory, by step."""
    columns, rows = model.columns, model.rows
    seen = profile.franchises
    n_dense = np.count_nonzero(seen < columns.dense.shape[1])
    n_sparse = (columns.indptr[:, seen + 1] - columns.indptr[:, seen]).sum()
    entry = columns.users.itemsize + columns.weights.itemsize
    mark = rows.items.itemsize + rows.packed.itemsize
    query = SimilarityQuery.of(profile, model.items, model.mu, rows.n_users)
    compared = top_k(measure_taste(query, columns), N_COMPARED)
    n_models = 1 if len(seen) <= SHORT or len(seen) >= LONG else 2
    m, n_targets = model.ease.weights.shape[1:]
    return {
        "scan": float(n_dense * rows.n_users + n_sparse * entry + columns.norms.nbytes),
        "compare": float((rows.indptr[compared + 1] - rows.indptr[compared]).sum() * mark),
        "item model": float(
            n_models * np.count_nonzero(seen < m) * n_targets * model.ease.weights.itemsize
        ),
        "deviations": float(model.factors.weights.nbytes),
    }


@njit(nogil=True)
def _read(words: NDArray[np.uint64]) -> np.uint64:
    total = np.uint64(0)
    for word in words:
        total += word
    return total
