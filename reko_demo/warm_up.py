"""Compile the engine's kernels while pip installs the rest: `python -m reko_demo.warm_up`.

Imports nothing but numpy, scipy, numba and the engine.
"""

import numpy as np
from scipy import sparse

from reko_core.domain.models import Status
from reko_core.engine.data.franchises import TitleRelations
from reko_core.engine.data.profile import make_profile
from reko_core.engine.group.group_candidates import GroupFilters
from reko_core.engine.group.members import score_member
from reko_core.engine.group.recommend_to_group import GroupQuery, recommend_to_group
from reko_core.engine.kernels.user_rows import STATUS_SHIFT
from reko_core.engine.recommend import Query, recommend
from reko_core.engine.similar_titles.find import find_similar_titles
from reko_core.engine.similar_titles.title_closeness import GivenTitles
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.fit import fit_model

__all__ = ["main"]

N_USERS, N_ITEMS, LENGTH = 200, 80, 20


def main() -> None:
    """Fit a random community and recommend to one of its users, to a group, and by a title."""
    rng = np.random.default_rng(1)
    items = rng.permuted(np.tile(np.arange(N_ITEMS), (N_USERS, 1)), axis=1)[:, :LENGTH]
    items.sort()
    scores = rng.integers(4, 11, items.shape)
    ids, yes = np.arange(N_ITEMS, dtype=np.int32), np.ones(N_ITEMS, bool)
    raw = RawCommunity(
        indptr=np.arange(0, items.size + 1, LENGTH, dtype=np.int64),
        items=items.ravel().astype(np.uint16),
        packed=(scores.ravel() | Status.COMPLETED << STATUS_SHIFT).astype(np.uint8),
        ids=ids,
        day=ids,
        is_aired=yes,
        is_recommendable=yes,
        is_extra=~yes,
        is_adult=~yes,
        relations=TitleRelations(
            group=ids // 2,
            franchise=ids // 2,
            related=[[item ^ 1] for item in range(N_ITEMS)],
            same_story=[[item ^ 1] for item in range(N_ITEMS)],
            first_word=np.full(N_ITEMS, -1, np.int32),
            before=[[item - 1] if item % 2 else [] for item in range(N_ITEMS)],
            is_typed=yes,
        ),
        genres=np.zeros((N_ITEMS, 1), np.uint64),
        content=sparse.csr_array(rng.random((N_ITEMS, 4))),
        trait_names=("",) * 4,
        reception=np.zeros((N_ITEMS, 0)),
        season_days=np.array([N_ITEMS - 10, N_ITEMS], np.int32),
    )
    model = fit_model(raw)
    seen, own = np.ones(LENGTH, bool), scores[0].astype(np.int8)
    profile = make_profile(model.items, model.mu, ids[items[0]], own, seen, ~seen)
    recommend(model, profile, Query())
    members = [score_member(model, profile, np.zeros(0, np.int64))] * 2
    recommend_to_group(model, members, GroupQuery(GroupFilters(yes)))
    like = GivenTitles(np.zeros(1, np.int64), np.ones((1, 1), bool))
    unlike = GivenTitles(np.zeros(0, np.int64), np.ones((0, 1), bool))
    find_similar_titles(model, like, unlike, yes[np.newaxis], Query())


if __name__ == "__main__":
    main()
