"""A season is cut out of all lists, and comes back list by list."""

from collections.abc import Mapping

import numpy as np
import pytest

from reko_core.domain.models import Anime
from reko_core.domain.season import Season
from reko_core.evaluation.holdout import season_split
from reko_core.evaluation.holdout.season_split import SeasonSplit, latest_seasons
from reko_core.snapshots.builder.load_lists import LoadedLists

SEASON = Season(2019, "spring")


@pytest.fixture(scope="module")
def season(gathered: LoadedLists, titles: Mapping[int, Anime]) -> SeasonSplit:
    return SeasonSplit.of(gathered, titles, SEASON, min_scored=10, seed=1)


def test_users_tested_are_none_of_the_community(season: SeasonSplit) -> None:
    assert len(season.tested) > 0
    assert not season.is_community[season.tested].any()
    assert season.is_community[season.active].all()
    assert abs(season.is_community.mean() - 2 / 3) < 0.01


def test_models_know_of_the_season_what_k_lists_say(season: SeasonSplit) -> None:
    cold, warm = season.models((0, 5))

    for model, n_known in ((cold, 0), (warm, 5)):
        assert model.viewers.of_season(season.first_day).n_users == n_known
        assert (model.items.day[model.items.popularity > 0] < season.first_day + 92).all()
        new = model.items.index(season.new)
        assert (model.items.popularity[new] > 0).any() == bool(n_known)
        case = season.case(model, int(season.tested[0]))
        assert not np.isin(new, case.profile.seen).any()
        assert (case.scores > 0).sum() >= 2
        assert case.is_liked.sum() <= (case.scores > 0).sum()


def test_the_catalogue_is_as_it_was(season: SeasonSplit, titles: Mapping[int, Anime]) -> None:
    assert {SEASON} == {Season.of_start(titles[one].start_date) for one in season.new.tolist()}
    assert all(season.titles[one].mean is None for one in season.new.tolist())
    assert np.isfinite(season.members).any()


def test_the_latest_seasons_that_enough_users_have_seen_are_found(
    gathered: LoadedLists, titles: Mapping[int, Anime], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(season_split, "_MIN_TESTED", 5)

    found = list(latest_seasons(gathered, titles, 2, min_scored=10, seed=1))

    assert len(found) == 2
    assert found[0].season.first_day > found[1].season.first_day
    assert all(len(one.tested) >= 5 for one in found)
