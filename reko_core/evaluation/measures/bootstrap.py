"""Confidence intervals by the bootstrap over users (Efron, 1979).

Each of N_REPLICATES replicates samples the users of a group with replacement; the 2.5th and 97.5th
percentile of a measure over the replicates are its interval. Models are compared on the same
replicates (paired bootstrap): as the same users are hard for all, differences have far narrower
intervals than the values.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.evaluation.measures.auc import weighted_auc
from reko_core.evaluation.measures.outcomes import SUMMED, Outcomes

__all__ = ["MEASURES", "N_REPLICATES", "Estimate", "MetricValue", "draw_weights", "estimate"]

N_REPLICATES = 2000
MEASURES = (*SUMMED, "auc")

_PERCENTILES = (2.5, 97.5)

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MetricValue:
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """The measures of the sample and of every replicate; NaN where undefined.

    values: (len(MEASURES),). replicates: (N_REPLICATES, len(MEASURES)).
    """

    values: F64
    replicates: F64

    def minus(self, other: "Estimate") -> "Estimate":
        """Return the difference from another estimate on the same replicates."""
        return Estimate(self.values - other.values, self.replicates - other.replicates)

    def metrics(self) -> dict[str, MetricValue]:
        """Return the measures that are defined, by name."""
        found = {}
        for k, name in enumerate(MEASURES):
            replicates = self.replicates[:, k]
            usable = replicates[~np.isnan(replicates)]
            if not np.isnan(self.values[k]) and len(usable):
                low, high = np.percentile(usable, _PERCENTILES)
                found[name] = MetricValue(float(self.values[k]), float(low), float(high))
        return found


def draw_weights(is_member: NDArray[np.bool_], rng: np.random.Generator) -> F64:
    """Return (1 + N_REPLICATES, n_cases) counts: each member once, then those of the replicates.

    is_member: (n_cases,).
    """
    members, n_cases = np.flatnonzero(is_member), len(is_member)
    draws = members[rng.integers(len(members), size=(N_REPLICATES, len(members)))]
    places = draws + n_cases * np.arange(N_REPLICATES)[:, None]
    counts = np.bincount(places.ravel(), minlength=N_REPLICATES * n_cases)
    return np.vstack([is_member, counts.reshape(N_REPLICATES, n_cases)]).astype(np.float64)


def estimate(outcomes: Outcomes, weights: F64) -> Estimate:
    """Compute all measures, given weights as from `draw_weights`."""
    totals, sizes = weights @ outcomes.totals, weights @ outcomes.weights
    summed = np.divide(totals, sizes, out=np.full(totals.shape, np.nan), where=sizes > 0)
    auc = weighted_auc(outcomes.probabilities, outcomes.enjoyed, outcomes.users, weights)
    values = np.column_stack([summed, auc])
    return Estimate(values[0], values[1:])
