"""The lists: those of the demo, and any number of new users."""

import itertools
import random
import re
from collections.abc import Mapping

import numpy as np

from reko_core.domain.models import Anime, Entries, Status, normalise_name
from reko_demo.community.demo_users import demo_lists

__all__ = ["NAMES", "SoakLists"]

NAMES = re.compile(r"(demo_(?!page)[a-z]+|fresh_\d+|private_user|nobody_here)")
"""Pattern of all user names, which occur nowhere else."""

_MIN_TITLES, _MAX_TITLES = 8, 60


class SoakLists:
    """Lists that never change, deterministic by seed."""

    def __init__(self, titles: Mapping[int, Anime], seed: int) -> None:
        self._demo = dict(demo_lists(titles))
        self._ids = np.array(sorted(titles), np.int32)
        self._seed = seed
        self._fresh = itertools.count(1)

    def known(self, rng: random.Random) -> str:
        return rng.choice(sorted(self._demo))

    def fresh(self) -> str:
        """Return the name of a user who was never requested."""
        return f"fresh_{next(self._fresh)}"

    async def get(self, user_name: str) -> Entries | None:
        return self.entries(user_name)

    def entries(self, user_name: str) -> Entries | None:
        name = normalise_name(user_name)
        if name.startswith("fresh_"):
            return self._drawn(int(name.removeprefix("fresh_")))
        return self._demo.get(name)

    def _drawn(self, number: int) -> Entries:
        rng = np.random.default_rng([self._seed, number])
        n_titles = int(rng.integers(_MIN_TITLES, _MAX_TITLES))
        ids = rng.choice(self._ids, n_titles, replace=False)
        scores = rng.integers(4, 11, n_titles)
        return Entries.build(ids, scores, np.full(n_titles, Status.COMPLETED))
