"""How interest in popular titles varies together over the community.

    C = cov(x_f, x_g)       over the users of the community

x: the franchise weights of the snapshot (`data.franchise_weights`), 0 where unseen, in steps of
1 / WEIGHT_SCALE. The sums are integers, so that they do not depend on the order of summation.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import WEIGHT_SCALE, FranchiseColumns, Items
from reko_core.engine.kernels.column_scan import BLOCK_USERS

__all__ = ["MAX_TITLES", "InterestCovariance"]

MAX_TITLES = 400
_MAX_BLOCKS = 4
"""Blocks of users that are looked at, of all evenly: 65,000 users tell as much as millions."""

_USERS_AT_A_TIME = 2048

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class InterestCovariance:
    """The titles that may be asked about, one a franchise, the most popular franchise first.

    items: (n,) int64, the most popular title of each franchise to begin with. franchises: (n,)
    int64. covariance: (n, n) float64 C.
    """

    items: NDArray[np.int64]
    franchises: NDArray[np.int64]
    covariance: F64

    @classmethod
    def of(cls, items: Items, columns: FranchiseColumns) -> Self:
        """Measure it, over at most _MAX_BLOCKS blocks of users; takes some tenths of a second."""
        titles = _best_known(items)
        franchises = items.franchise[titles].astype(np.int64)
        n_blocks = len(columns.indptr)
        chosen = np.unique(np.linspace(0, max(n_blocks - 1, 0), _MAX_BLOCKS).astype(int))
        products = np.zeros((len(titles), len(titles)))
        sums, n_users = np.zeros(len(titles)), 0
        for block in chosen[:n_blocks].tolist():
            weights = _weights_of_block(columns, block, franchises)
            n_users += min(BLOCK_USERS, len(columns.norms) - block * BLOCK_USERS)
            sums += weights.sum(axis=1, dtype=np.float64)
            for start in range(0, BLOCK_USERS, _USERS_AT_A_TIME):
                part = weights[:, start : start + _USERS_AT_A_TIME].astype(np.float64)
                products += part @ part.T
        mean = sums / max(n_users, 1)
        covariance = products / max(n_users, 1) - np.outer(mean, mean)
        return cls(titles, franchises, covariance / WEIGHT_SCALE**2)


def _best_known(items: Items) -> NDArray[np.int64]:
    """Return the most popular title of each of the MAX_TITLES most popular franchises.

    Specials, adult titles and those that are not aired yet are never asked about.
    """
    may_ask = items.is_main & items.is_recommendable & items.is_aired & ~items.is_adult
    found = np.flatnonzero(may_ask & (items.popularity > 0))
    found = found[np.lexsort((found, -items.popularity[found]))]
    _, first = np.unique(items.franchise[found], return_index=True)
    titles = found[first]
    popularity = items.franchise_popularity[items.franchise[titles]]
    return titles[np.argsort(-popularity, kind="stable")[:MAX_TITLES]]


def _weights_of_block(
    columns: FranchiseColumns, block: int, franchises: NDArray[np.int64]
) -> NDArray[np.uint8]:
    """Return (n, BLOCK_USERS) weights of (n,) franchises in a block of users, 0 where unseen."""
    n_dense = columns.dense.shape[1]
    weights = np.zeros((len(franchises), BLOCK_USERS), np.uint8)
    for row, franchise in enumerate(franchises.tolist()):
        if franchise < n_dense:
            weights[row] = columns.dense[block, franchise]
        else:
            span = slice(*columns.indptr[block, franchise : franchise + 2].tolist())
            weights[row, columns.users[span]] = columns.weights[span]
    return weights
