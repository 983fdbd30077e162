"""The requesting user as arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.baseline import fold_in_bias
from reko_core.engine.data.community import Items

__all__ = ["Profile", "make_profile"]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A list folded in; no model is trained on it.

    seen, scores: (n_seen,) int64 items seen and their int8 scores, 0 = unscored.
    on_list: (n_items,) bool, planned titles included. dropped: (n_items,) bool.
    mean: m_u, the community's mean if nothing is scored. n_scored: scored titles.
    bias: damped b_u. residuals: (n_items,) float32 s - mu - b_i - b_u, 0 where unscored.
    item_scores: (n_items,) int8, -1 = not seen, 0 = unscored.
    franchises: (n,) int64 franchises seen, ascending. deviations: (n,) float32 dev_uf.
    n_seen: (n,) int64 titles seen of each. is_scored: (n,) bool, whether any of these is scored.
    planned: (k,) int64 franchises on the list of which nothing is seen, ascending.
    """

    seen: NDArray[np.int64]
    scores: NDArray[np.int8]
    on_list: NDArray[np.bool_]
    dropped: NDArray[np.bool_]
    mean: float
    n_scored: int
    bias: float
    residuals: NDArray[np.float32]
    item_scores: NDArray[np.int8]
    franchises: NDArray[np.int64]
    deviations: NDArray[np.float32]
    n_seen: NDArray[np.int64]
    is_scored: NDArray[np.bool_]
    planned: NDArray[np.int64]

    @property
    def is_planned(self) -> NDArray[np.bool_]:
        """(n_items,) bool: on the list, and nothing of it seen."""
        return self.on_list & (self.item_scores < 0)


def make_profile(
    items: Items,
    mu: float,
    anime_ids: NDArray[np.int32],
    scores: NDArray[np.int8],
    is_seen: NDArray[np.bool_],
    is_dropped: NDArray[np.bool_],
) -> Profile:
    """Fold in a list given as (n,) arrays; titles unknown to the community are skipped."""
    index = items.index(anime_ids)
    known = index >= 0
    on_list = np.zeros(items.n_items, bool)
    on_list[index[known]] = True
    dropped = np.zeros(items.n_items, bool)
    dropped[index[known & is_dropped]] = True

    watched = known & is_seen
    seen, own = index[watched], scores[watched]
    scored, is_scored = seen[own > 0], own > 0
    own_scored = own[is_scored].astype(np.float32)
    mean = float(own_scored.mean()) if len(own_scored) else mu
    deviations = own_scored - np.float32(mu) - items.bias[scored]
    bias = fold_in_bias(deviations)
    residuals = np.zeros(items.n_items, np.float32)
    residuals[scored] = deviations - np.float32(bias)
    item_scores = np.full(items.n_items, -1, np.int8)
    item_scores[seen] = own

    franchises, where, n_seen = np.unique(
        items.franchise[seen], return_inverse=True, return_counts=True
    )
    totals = np.bincount(where[is_scored], own_scored - mean, len(franchises))
    counts = np.bincount(where[is_scored], minlength=len(franchises))
    return Profile(
        seen=seen,
        scores=own,
        on_list=on_list,
        dropped=dropped,
        mean=mean,
        n_scored=len(scored),
        bias=bias,
        residuals=residuals,
        item_scores=item_scores,
        franchises=franchises.astype(np.int64),
        deviations=(totals / np.maximum(counts, 1)).astype(np.float32),
        n_seen=n_seen,
        is_scored=counts > 0,
        planned=np.setdiff1d(items.franchise[index[known]], franchises).astype(np.int64),
    )
