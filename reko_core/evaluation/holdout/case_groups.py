"""Groups of cases: all, by source, by length of the list."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from reko_core.evaluation.holdout.cases import Case

__all__ = ["SIZES", "group_cases"]

SIZES = {"up to 50": (0, 50), "51-100": (51, 100), "101-200": (101, 200), "over 200": (201, None)}
"""Least and greatest number of visible titles, by name."""


def group_cases(cases: Sequence[Case]) -> Iterator[tuple[str, str, NDArray[np.bool_]]]:
    """Yield kind, name and (n_cases,) members of each group that has any, all cases first."""
    yield "all", "all", np.ones(len(cases), bool)
    sources = np.array([case.source for case in cases])
    for source in np.unique(sources).tolist():
        yield "source", source, sources == source
    n_titles = np.array([len(case.items) for case in cases])
    for name, (least, greatest) in SIZES.items():
        is_member = n_titles >= least
        if greatest is not None:
            is_member &= n_titles <= greatest
        if is_member.any():
            yield "size", name, is_member
