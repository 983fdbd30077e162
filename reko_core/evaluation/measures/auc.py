"""The area under the ROC curve, for many weightings of the users at once.

    AUC = P(chance of an entry enjoyed > chance of one not enjoyed), equal chances half

(Hanley and McNeil, 1982). Entries are sorted once; every weighting is one pass over them.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["weighted_auc"]


def weighted_auc(
    chances: NDArray[np.float64],
    enjoyed: NDArray[np.bool_],
    users: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return (m,) the AUC for each row of (m, n_users) weights, NaN where one kind is absent.

    chances, enjoyed, users: (n,) entries, and to whom they belong; entries weigh as their user.
    """
    counted = np.flatnonzero(weights.sum(axis=0)[users])
    order = counted[np.argsort(chances[counted], kind="stable")]
    ends_step = np.append(np.diff(chances[order]) != 0, True)
    areas: NDArray[np.float64] = _sweep(weights, users[order], enjoyed[order], ends_step)
    return areas


@njit(cache=True, nogil=True)
def _sweep(
    weights: NDArray[np.float64],
    users: NDArray[np.int64],
    enjoyed: NDArray[np.bool_],
    ends_step: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return (m,) areas; entries come by rising chance, equal ones end with `ends_step`."""
    areas = np.full(len(weights), np.nan)
    for row in range(len(weights)):
        area, good, bad, step_good, step_bad = 0.0, 0.0, 0.0, 0.0, 0.0
        for k in range(len(users)):
            weight = weights[row, users[k]]
            if enjoyed[k]:
                step_good += weight
            else:
                step_bad += weight
            if ends_step[k]:
                area += step_good * (bad + step_bad / 2)
                good += step_good
                bad += step_bad
                step_good, step_bad = 0.0, 0.0
        if good * bad > 0:
            areas[row] = area / (good * bad)
    return areas
