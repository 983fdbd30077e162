"""Choose the titles to ask about next: those whose answers tell most about all others.

Interest is taken as normally distributed over the community, with the covariance C of
`interest_covariance`. What was asked about, S, is known but for noise; of the rest remains

    C|S    = C - C_S' (C_SS + N I)^-1 C_S
    gain_i = sum_j C|S_ij^2 / (C|S_ii + N) * sqrt(P_i / p_i)

the variance, over all titles, that an answer about title i explains (greedy A-optimal design),
times how much likelier than others this person is to know it: P_i is E of `prediction.ease` given
the titles they knew, at most 1, and p_i the share of the community who have seen it. "Not seen" is
an answer, too. Titles are chosen one by one, each as if those before were answered already.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.ease import predict_ease
from reko_core.engine.titles_to_rate.interest_covariance import InterestCovariance

__all__ = ["choose_titles"]

_NOISE = 0.1
_KNOWN_POWER = 0.5

F64 = NDArray[np.float64]


def choose_titles(
    model: Model,
    interest: InterestCovariance,
    profile: Profile,
    asked: NDArray[np.int64],
    n_wanted: int,
) -> NDArray[np.int64]:
    """Return at most n_wanted items, in the order to ask about them.

    profile: the titles that the person knew. asked: (k,) items asked about, known ones included.
    A franchise is asked about once.
    """
    is_done = np.isin(interest.franchises, model.items.franchise[np.r_[asked, profile.seen]])
    remaining = _remaining(interest.covariance, np.flatnonzero(is_done))
    likelihood = _relative_likelihood(model, interest, profile)
    chosen: list[int] = []
    for _ in range(min(n_wanted, int(np.count_nonzero(~is_done)))):
        variance = np.diagonal(remaining) + _NOISE
        gain = (remaining**2).sum(axis=0) / variance * likelihood
        best = int(np.where(is_done, -np.inf, gain).argmax())
        chosen.append(best)
        is_done[best] = True
        remaining = remaining - np.outer(remaining[best], remaining[best]) / variance[best]
    return interest.items[np.array(chosen, np.int64)]


def _remaining(covariance: F64, known: NDArray[np.int64]) -> F64:
    """Return C|S, given C and the (k,) rows S."""
    rows = covariance[known]
    within = rows[:, known] + _NOISE * np.eye(len(known))
    return np.asarray(covariance - rows.T @ np.linalg.solve(within, rows))


def _relative_likelihood(model: Model, interest: InterestCovariance, profile: Profile) -> F64:
    """Return (n,) sqrt(P / p), 1 while nothing is known of the person."""
    if len(profile.seen) == 0:
        return np.ones(len(interest.items))
    log_fit = predict_ease(profile, model.ease, model.items, model.n_users)[interest.items]
    log_share = np.log(model.items.popularity[interest.items] / max(model.n_users, 1))
    return np.asarray(np.exp(_KNOWN_POWER * (np.minimum(log_fit, 0) - log_share)))
