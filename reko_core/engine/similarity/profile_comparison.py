"""Compare two profiles: their affinity, and the titles on which they agree and disagree.

    affinity   of sim = c max(0, 1 + r) (`search`, `affinity`), c the mean of both directions
    interval   bootstrap over the franchises of either list (Efron, 1979): each of N_REPLICATES
               replicates weights them multinomially in c and r; the 5th and 95th percentile
    d_i        = (s_ai - b_a) - (s_bi - b_b)    difference of the residuals, in which b_i cancels
    like_i     = min(s_ai - m_a, s_bi - m_b)    how much both like title i

Sums run over both profiles in the same order, so that exchanging them only changes signs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.franchise_weights import (
    damped_norms,
    franchise_idf,
    franchise_weights,
)
from reko_core.engine.data.profile import Profile
from reko_core.engine.similarity.affinity import AffinityScale
from reko_core.engine.similarity.search import MIN_SHARED, SHRINKAGE

__all__ = ["Opinion", "ProfileComparison", "compare_profiles"]

N_REPLICATES = 400
N_NAMED = 5
SAME_OPINION = 1.0
"""Difference of residuals below which two users agree on a title."""

_PERCENTILES = (5, 95)
_SEED = 20221231
_BLOCK = 50

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Opinion:
    """An item scored by both."""

    item: int
    score_a: int
    score_b: int


@dataclass(frozen=True, slots=True)
class ProfileComparison:
    """The comparison of profiles a and b, over titles in the community.

    affinity, low, high: 0-100; the 90 % interval contains the affinity.
    n_a, n_b: titles seen. n_shared: seen by both. n_shared_scored: scored by both.
    agreement: shrunk r, None below MIN_SHARED scores. mean_difference: mean of a's score minus b's.
    agree, disagree: at most N_NAMED each, the most distinct first.
    """

    affinity: float
    low: float
    high: float
    n_a: int
    n_b: int
    n_shared: int
    n_shared_scored: int
    agreement: float | None
    mean_difference: float | None
    agree: tuple[Opinion, ...]
    disagree: tuple[Opinion, ...]


def compare_profiles(
    a: Profile,
    b: Profile,
    items: Items,
    scale: AffinityScale,
    n_users: int,
    *,
    include_adult: bool = False,
) -> ProfileComparison:
    """Compare two profiles made with `items`. n_users: in the community, for idf.

    Adult items are in `agree` and `disagree` only if `include_adult`; all else counts them.
    """
    shared = np.flatnonzero((a.item_scores >= 0) & (b.item_scores >= 0))
    scored = shared[(a.item_scores[shared] > 0) & (b.item_scores[shared] > 0)]
    terms = _terms(a, b, items, scored, n_users)
    similarity, agreement = _similarity(np.ones((1, terms.shape[1])), terms)
    affinity = float(scale.affinity(similarity)[0])
    low, high = np.percentile(scale.affinity(_resample(terms)), _PERCENTILES)
    nameable = scored if include_adult else scored[~items.is_adult[scored]]
    liked, disputed = _rank_opinions(a, b, nameable)
    gaps = a.item_scores[scored].astype(np.float64) - b.item_scores[scored]
    return ProfileComparison(
        affinity=affinity,
        # Percentiles of a skewed distribution need not hold the value itself.
        low=min(float(low), affinity),
        high=max(float(high), affinity),
        n_a=len(a.seen),
        n_b=len(b.seen),
        n_shared=len(shared),
        n_shared_scored=len(scored),
        agreement=float(agreement[0]) if len(scored) >= MIN_SHARED else None,
        mean_difference=float(gaps.mean()) if len(scored) else None,
        agree=_opinions(a, b, liked),
        disagree=_opinions(a, b, disputed),
    )


def _terms(a: Profile, b: Profile, items: Items, scored: NDArray[np.int64], n_users: int) -> F64:
    """Return (7, n) terms of the sums of c and r, for the n franchises of either list.

    x_a x_b, x_a^2, x_b^2, each times idf; r_a r_b, r_a^2, r_b^2 and 1, each summed over the
    franchise's shared scored titles. scored: (n,) items.
    """
    franchises = np.union1d(a.franchises, b.franchises)
    idf = franchise_idf(items.franchise_popularity[franchises], n_users).astype(np.float64)
    x_a, x_b = (_weights(profile, franchises) for profile in (a, b))
    r_a, r_b = (profile.residuals[scored].astype(np.float64) for profile in (a, b))
    place = np.searchsorted(franchises, items.franchise[scored])
    parts = (r_a * r_b, r_a * r_a, r_b * r_b, np.ones(len(scored)))
    sums = [np.bincount(place, part, len(franchises)) for part in parts]
    return np.stack([idf * x_a * x_b, idf * x_a * x_a, idf * x_b * x_b, *sums])


def _weights(profile: Profile, franchises: NDArray[np.int64]) -> F64:
    """Return (n,) x of a profile, 0 for the franchises that it has not seen."""
    x = np.zeros(len(franchises))
    x[np.searchsorted(franchises, profile.franchises)] = franchise_weights(profile.deviations)
    return x


def _similarity(weights: F64, terms: F64) -> tuple[NDArray[np.float32], F64]:
    """Return (m,) sim and (m,) shrunk r for (m, n) weights of the franchises in (7, n) terms."""
    # einsum adds in one fixed order, the same for a and b.
    xx, xa, xb, rr, ra, rb, n_scored = (np.einsum("mf,f->m", weights, term) for term in terms)
    shrunk = _cosine(rr, ra, rb) * (n_scored / (n_scored + SHRINKAGE))
    agreement = np.where(n_scored >= MIN_SHARED, shrunk, 0)
    # c is not symmetric, as only the other norm is damped: take the mean of both directions.
    ways = damped_norms(xb) * np.sqrt(xa), damped_norms(xa) * np.sqrt(xb)
    taste = sum(np.divide(xx, way, out=np.zeros_like(xx), where=way > 0) for way in ways) / 2
    return (taste * np.maximum(0, 1 + agreement)).astype(np.float32), agreement


def _cosine(dot: F64, square_a: F64, square_b: F64) -> F64:
    length = np.sqrt(square_a * square_b)
    return np.divide(dot, length, out=np.zeros_like(dot), where=length > 0)


def _resample(terms: F64) -> NDArray[np.float32]:
    """Return (N_REPLICATES,) sims of resampled lists, franchise by franchise."""
    n = terms.shape[1]
    if n == 0:
        return np.zeros(N_REPLICATES, np.float32)
    rng = np.random.default_rng(_SEED)
    sims = []
    # In blocks, to limit memory for lists of thousands.
    for _ in range(0, N_REPLICATES, _BLOCK):
        # Counts of draws are multinomial, and seven times as fast as `multinomial`.
        draws = rng.integers(n, size=(_BLOCK, n)) + n * np.arange(_BLOCK)[:, None]
        weights = np.bincount(draws.ravel(), minlength=_BLOCK * n).reshape(_BLOCK, n)
        sims.append(_similarity(weights.astype(np.float64), terms)[0])
    return np.concatenate(sims)


def _opinions(a: Profile, b: Profile, chosen: NDArray[np.int64]) -> tuple[Opinion, ...]:
    return tuple(
        Opinion(item, int(a.item_scores[item]), int(b.item_scores[item]))
        for item in chosen[:N_NAMED].tolist()
    )


def _rank_opinions(
    a: Profile, b: Profile, scored: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the items of (n,) `scored` that both like and agree on, and those they disagree on."""
    s_a, s_b = (profile.item_scores[scored].astype(np.float64) for profile in (a, b))
    difference = np.abs((s_a - s_b) - (a.bias - b.bias))
    like = np.minimum(s_a - a.mean, s_b - b.mean)
    is_same = difference < SAME_OPINION
    agreed = np.flatnonzero(is_same & (like >= 0))
    agreed = agreed[np.lexsort((scored[agreed], difference[agreed], -like[agreed]))]
    disputed = np.flatnonzero(~is_same)
    disputed = disputed[np.lexsort((scored[disputed], -difference[disputed]))]
    return scored[agreed], scored[disputed]
