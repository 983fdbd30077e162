"""Named titles have the stated effect on real lists, too, if available."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from reko_core.community.importers import import_file
from reko_core.engine.data.profile import make_profile
from reko_core.engine.explanation.explain import Explanation, explain
from reko_core.engine.model import Model
from reko_core.engine.prediction.expected_score import MAX_SCORE, MIN_SCORE
from reko_core.evaluation.holdout.cases import Case, make_cases
from reko_core.evaluation.holdout.hold_out import choose_users, hold_out
from reko_core.settings import CommunitySettings
from reko_core.snapshots.builder.load_lists import load_lists
from reko_core.store import Store

N_LISTS, N_ASKING, SEED = 2000, 40, 5
NOBODY = np.zeros(0, np.int64)


async def cut_out(store: Store, real_data: Path, directory: Path) -> tuple[Model, list[Case]]:
    """Fit a model on some of the lists, without the requesting users."""
    pl = pytest.importorskip("polars")
    ratings = pl.read_parquet(real_data / "ratings.parquet")
    users = ratings["user"].unique().sort().sample(N_LISTS, seed=SEED)
    ratings.filter(pl.col("user").is_in(users.to_list())).write_parquet(directory / "some.parquet")
    for path in (directory / "some.parquet", real_data / "anime.parquet"):
        await import_file(store, path)
    gathered = await load_lists(store, CommunitySettings(), lambda *_: None)
    titles = {anime.id: anime for anime in await store.catalogue.all()}
    asking = choose_users(gathered, N_ASKING, 20, SEED)
    split = hold_out(gathered, asking, titles, date(2023, 1, 1), lambda *_: None)
    return split.model, make_cases(split, SEED)


def explained(model: Model, case: Case, item: int, removed: list[int]) -> Explanation:
    kept = ~np.isin(case.items, removed)
    ids = model.items.ids[case.items[kept]]
    everything = np.ones(len(ids), bool)
    profile = make_profile(
        model.items, model.mu, ids, case.scores[kept], everything, case.is_dropped[kept]
    )
    return explain(model, profile, item, excluded_users=NOBODY)


async def test_removing_named_titles_from_real_lists_changes_the_prediction_as_stated(
    store: Store, real_data: Path, tmp_path: Path
) -> None:
    model, cases = await cut_out(store, real_data, tmp_path)
    n_groups, singles = 0, []
    for case in cases:
        for item in case.hidden_items[:5].tolist():
            found = explained(model, case, item, [])
            now = found.prediction.score
            for group, sign in ((found.raising, 1), (found.lowering, -1)):
                named = [one.item for one in group.influences]
                after = explained(model, case, item, named).prediction.score
                if not named or (now == after and now in {MIN_SCORE, MAX_SCORE}):
                    continue  # no effect: clamped to the scale with and without them
                assert sign * (now - after) > 0
                n_groups += 1
                for one in group.influences[:2]:
                    single = explained(model, case, item, [one.item]).prediction.score
                    singles.append(sign * (now - single) > 0)
    assert n_groups > 200
    assert np.mean(singles) > 0.97
