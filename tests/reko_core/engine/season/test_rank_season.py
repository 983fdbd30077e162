"""From a list to the order of a season, with a small community."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from reko_core.domain.models import Status
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.season.own_titles import OwnTitles
from reko_core.engine.season.rank_season import SeasonPick, SeasonQuery, rank_season
from reko_core.engine.season.reasons import Reason, ReasonKind
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.fit import fit_model
from reko_core.engine.training.refit import refit

N_OLD, N_NEW = 60, 8
N_ITEMS = N_OLD + N_NEW
FIRST_DAY = 100 * N_OLD
SEQUEL, STUDIO, SEEN_BY_ALL = N_OLD, N_OLD + 1, N_OLD + 2
NEW = np.arange(N_OLD, N_ITEMS)
NAMES = ("genre action", "studio Bones")


@pytest.fixture(scope="module")
def raw(make_raw: Callable[..., RawCommunity]) -> RawCommunity:
    """Two tastes; item 60 goes on with item 0, 61 is of the studio of items 1, 3, 5 …"""
    rng = np.random.default_rng(5)
    lists = [
        {
            int(item): int(rng.integers(5, 11))
            for item in np.flatnonzero(rng.random(N_OLD) < np.where(odd, 0.6, 0.2))
        }
        for odd in (np.arange(N_OLD) % 2 == user % 2 for user in range(200))
    ]
    for one in lists[:30]:
        one[SEEN_BY_ALL] = 9
    has_trait = np.zeros((N_ITEMS, 2))
    has_trait[:, 0] = np.arange(N_ITEMS) % 3 == 0
    has_trait[1:N_OLD:2, 1] = 1
    has_trait[STUDIO, 1] = 1
    franchise = np.arange(N_ITEMS)
    franchise[SEQUEL] = 0
    return make_raw(
        lists,
        N_ITEMS,
        franchise=franchise,
        prequels=[[0] if item == SEQUEL else [] for item in range(N_ITEMS)],
        content=sparse.csr_array(has_trait),
        trait_names=NAMES,
        season_days=[FIRST_DAY - 100, FIRST_DAY, FIRST_DAY + 100 * N_NEW],
    )


@pytest.fixture(scope="module")
def model(raw: RawCommunity) -> Model:
    return fit_model(raw)


@pytest.fixture(scope="module")
def profile(model: Model, ask: Callable[..., Profile]) -> Profile:
    return ask(model, {0: 9, 1: 10, 3: 9, 5: 8, 7: 9, 9: 8, 2: 4, 4: 3})


def rank(model: Model, profile: Profile, **query: Any) -> dict[int, SeasonPick]:
    picks = rank_season(model, profile, replace(SeasonQuery(FIRST_DAY, NEW), **query))
    assert sorted(pick.item for pick in picks) == NEW.tolist()
    assert [pick.match for pick in picks] == sorted((pick.match for pick in picks), reverse=True)
    return {pick.item: pick for pick in picks}


def place(picks: dict[int, SeasonPick], item: int) -> int:
    return list(picks).index(item)


def test_titles_that_no_list_has_are_ranked(model: Model, profile: Profile) -> None:
    picks = rank(model, profile)

    assert {pick.n_lists for pick in picks.values()} == {0, 30}
    assert picks[STUDIO].is_little_known
    assert not picks[SEEN_BY_ALL].is_little_known


def test_what_many_of_the_first_viewers_have_seen_comes_first(
    model: Model, profile: Profile
) -> None:
    picks = rank(model, profile)

    assert place(picks, SEEN_BY_ALL) == 0
    assert picks[SEEN_BY_ALL].reason == Reason(ReasonKind.VIEWERS)
    assert place(rank(model, profile, first_day=FIRST_DAY + 1), SEEN_BY_ALL) > 0


def test_a_sequel_names_what_the_user_gave_to_its_franchise(model: Model, profile: Profile) -> None:
    pick = rank(model, profile)[SEQUEL]

    assert pick.reason == Reason(ReasonKind.SEQUEL, 0, 9)
    assert not pick.misses_earlier


def test_a_sequel_of_something_unseen_comes_behind(
    model: Model, ask: Callable[..., Profile], profile: Profile
) -> None:
    newcomer = ask(model, {1: 10, 3: 9, 5: 8, 7: 9, 9: 8, 2: 4, 4: 3})

    picks = rank(model, newcomer)
    assert picks[SEQUEL].misses_earlier
    assert place(picks, SEQUEL) > place(rank(model, profile), SEQUEL)


def test_a_title_whose_prerequisite_is_unseen_comes_behind(model: Model, profile: Profile) -> None:
    title, before = N_OLD + 3, 11
    requires_indptr = model.items.requires_indptr.copy()
    requires_indptr[title + 1 :] += 1
    requires = np.insert(model.items.requires, requires_indptr[title], before)
    items = replace(model.items, requires_indptr=requires_indptr, requires=requires)

    picks = rank(replace(model, items=items), profile)
    assert picks[title].misses_earlier
    assert place(picks, title) > place(rank(model, profile), title)


def test_a_title_follows_the_latest_earlier_main_title(model: Model, profile: Profile) -> None:
    series, pilot, recap = 1, 3, 5
    franchise, is_main, day = (
        getattr(model.items, name).copy() for name in ("franchise", "is_main", "day")
    )
    franchise[[series, pilot, recap]] = franchise[SEQUEL]
    is_main[pilot] = False
    day[[series, pilot, recap]] = FIRST_DAY - 20, FIRST_DAY - 10, FIRST_DAY + 10_000
    items = replace(model.items, franchise=franchise, is_main=is_main, day=day)

    titles = np.array([SEQUEL])
    assert OwnTitles.of(items, profile, titles).last.tolist() == [series]
    is_main[[0, series]] = False
    assert OwnTitles.of(items, profile, titles).last.tolist() == [pilot]
    day[[0, series, pilot]] = FIRST_DAY + 10_000
    assert OwnTitles.of(items, profile, titles).last.tolist() == [-1]


def test_a_title_of_a_liked_studio_says_so(model: Model, profile: Profile) -> None:
    taste = replace(
        model, interest=replace(model.interest, weights=np.array([[0, 0], [0, 0], [0, 1]], "f4"))
    )

    pick = rank(taste, profile, first_day=FIRST_DAY + 1)[STUDIO]
    assert pick.reason == Reason(ReasonKind.STUDIO, 1, 10, ("Bones",))


def test_a_popular_title_says_so(model: Model, profile: Profile) -> None:
    members = np.full(N_NEW, 100.0)
    members[3] = 1_000_000
    members[4] = np.nan

    picks = rank(model, profile, first_day=FIRST_DAY + 1, members=members)
    assert picks[N_OLD + 3].reason == Reason(ReasonKind.POPULAR)
    assert place(picks, N_OLD + 3) == 0


def test_the_less_is_known_of_a_title_the_wider_its_interval(
    model: Model, profile: Profile
) -> None:
    picks = rank(model, profile)

    assert picks[SEEN_BY_ALL].half_width < picks[STUDIO].half_width


def test_an_empty_list_and_an_empty_season_are_ranked(
    model: Model, ask: Callable[..., Profile], profile: Profile
) -> None:
    assert rank_season(model, profile, SeasonQuery(FIRST_DAY, NEW[:0])) == []
    assert place(rank(model, ask(model, {})), SEEN_BY_ALL) == 0


def test_a_dropped_franchise_goes_on_without_the_user(
    model: Model, ask: Callable[..., Profile], profile: Profile
) -> None:
    dropped = ask(model, {0: 9, 1: 10, 3: 9, 5: 8, 7: 9, 9: 8, 2: 4, 4: 3}, dropped=[0])

    assert rank(model, dropped)[SEQUEL].match < rank(model, profile)[SEQUEL].match


def test_kept_models_know_the_latest_viewers(
    make_raw: Callable[..., RawCommunity], raw: RawCommunity, model: Model, profile: Profile
) -> None:
    lists = [{int(item): 7 for item in range(user % 5, N_OLD, 5)} for user in range(40)]
    for one in lists:
        one[N_OLD + 7] = 9
    later = make_raw(
        lists,
        N_ITEMS,
        statuses={(0, 0): Status.WATCHING},
        franchise=raw.relations.franchise,
        prequels=raw.relations.before,
        content=raw.content,
        trait_names=raw.trait_names,
        season_days=raw.season_days,
    )

    kept = refit(later, model)
    assert kept is not None
    assert kept.interest.trait_names == NAMES
    assert place(rank(kept, profile), N_OLD + 7) == 0
