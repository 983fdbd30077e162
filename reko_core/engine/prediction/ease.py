"""EASE with titles as targets: which unseen titles go with the franchises seen (after Steck, 2019).

    P = (X'X + diag(ridge + delta diag(X'X)))^-1;   W = P X'Y
    B_fi = W_fi - P_fg W_gi / P_gg      g the franchise of title i, so that B_gi = 0
    E    = x B                          x, X as in `data.franchise_weights`; x = .4 for planned ones

    Y_ui = max(.05, 1 + .2 (s - m_u)) d_uf      scored
    Y_ui = .6 d_uf                              not scored
    d_uf = 1 + .08 ln(titles of the franchise seen)

A ridge regression from franchises to titles in closed form; as in EASE, a title is predicted from
everything but its own franchise, of which a user who is recommended it has seen nothing. Ranked by
E alone, the right title of the right franchise comes first: nDCG@10 by title .450, where EASE from
titles to titles has .428 and EASE from franchises to franchises, with the best title of each by the
former, .441; by franchise .48 as the best of these. The inputs are the N_INPUTS most popular
franchises, the targets the N_TARGETS most popular titles.

Delta is a drop-out regularisation: it gives the B of training with entries dropped at random with
probability delta / (1 + delta) (Steck, 2020). In a whole list, what is absent was not chosen, which
speaks against what it is seen with; in a list of five titles absence says nothing. So there are two
models, DELTA_LONG for whole lists and DELTA_SHORT for a few titles, where E is close to the
co-occurrence frequency. Between SHORT and LONG franchises they are blended, for n franchises seen:

    log E = t log E_short + (1 - t) log E_long + ln(share of users) / n^2
    t     = ln(LONG / n) / ln(LONG / SHORT), clipped to 0..1
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Arrays, Items
from reko_core.engine.data.franchise_weights import franchise_interest
from reko_core.engine.data.profile import Profile
from reko_core.engine.kernels.half_precision import sum_half_rows

__all__ = ["LONG", "SHORT", "Ease", "predict_ease"]

SHORT, LONG = 5, 45

_MIN_FIT = np.float32(1e-6)
"""Least E; also that of titles too rare to be targets."""

_QUERY_SLOPE, _QUERY_FLOOR = 0.25, 0.0
_PLANNED_WEIGHT = np.float32(0.4)


@dataclass(frozen=True, slots=True, eq=False)
class Ease(Arrays):
    """weights: (2, m, k) float16 B, for short and for long lists. targets: (k,) int32 items."""

    weights: NDArray[np.float16]
    targets: NDArray[np.int32]

    def __post_init__(self) -> None:
        assert self.weights.shape[2:] == self.targets.shape


def predict_ease(profile: Profile, ease: Ease, items: Items, n_users: int) -> NDArray[np.float32]:
    """Return (n_items,) log E of a profile; n_users: of the community."""
    m = ease.weights.shape[1]
    is_input = profile.franchises < m
    seen = profile.franchises[is_input]
    own = franchise_interest(
        profile.deviations[is_input],
        profile.n_seen[is_input],
        profile.is_scored[is_input],
        slope=_QUERY_SLOPE,
        floor=_QUERY_FLOOR,
    )
    n = max(len(seen), 1)
    planned = profile.planned[profile.planned < m]
    rows = np.concatenate([seen, planned])
    interest = np.concatenate([own, np.full(len(planned), _PLANNED_WEIGHT)])
    share = (np.maximum(items.popularity, 1) / max(n_users, 1)).astype(np.float32)
    log_fit = np.full(items.n_items, np.log(_MIN_FIT), np.float32)
    log_fit[ease.targets] = 0
    t = np.clip(np.log(LONG / n) / np.log(LONG / SHORT), 0, 1)
    for part, side in zip((t, 1 - t), ease.weights, strict=True):
        if part > 0:
            fit = sum_half_rows(side.view(np.uint16), rows, interest)
            log_fit[ease.targets] += np.float32(part) * np.log(np.maximum(fit, _MIN_FIT))
    return np.asarray(log_fit + np.log(share) / np.float32(n**2))
