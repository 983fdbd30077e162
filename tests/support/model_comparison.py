"""Whether two models are the same to the bit."""

import numpy as np

from reko_core.engine.model import Model

__all__ = ["is_same_model"]


def is_same_model(one: Model, other: Model) -> bool:
    """Compare all arrays and parameters."""
    parts = ("items", "rows", "columns", "ease", "factors")
    return all(
        np.array_equal(array, getattr(other, part).as_dict()[name])
        for part in parts
        for name, array in getattr(one, part).as_dict().items()
    ) and (one.mu, one.scale, one.scores, one.enjoyment) == (
        other.mu,
        other.scale,
        other.scores,
        other.enjoyment,
    )
