"""The area under the ROC curve, for many weightings of the users at once.

    AUC = P(probability of an enjoyed entry > that of another), ties count half

(Hanley and McNeil, 1982). Entries are sorted once; every weighting is one pass over them.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel

__all__ = ["weighted_auc"]


def weighted_auc(
    probabilities: NDArray[np.float64],
    enjoyed: NDArray[np.bool_],
    users: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return (m,) the AUC for each row of (m, n_users) weights, NaN without both outcomes.

    probabilities, enjoyed, users: (n,) entries; each has the weight of its user.
    """
    counted = np.flatnonzero(weights.sum(axis=0)[users])
    order = counted[np.argsort(probabilities[counted], kind="stable")]
    ends_step = np.append(np.diff(probabilities[order]) != 0, True)
    areas: NDArray[np.float64] = _sweep(weights, users[order], enjoyed[order], ends_step)
    return areas


@kernel()
def _sweep(
    weights: NDArray[np.float64],
    users: NDArray[np.int64],
    enjoyed: NDArray[np.bool_],
    ends_step: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return (m,) areas; entries are ascending, and ends_step marks the last of equal ones."""
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
