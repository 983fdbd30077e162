"""From a list to recommendations, with a small community."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.candidates import Planned, find_candidates
from reko_core.engine.ranking.neighbours import NeighbourRules
from reko_core.engine.recommend import Query, Result, recommend
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.similarity.search import find_similar

Ask = Callable[..., Profile]

ODD_LISTS: dict[str, dict[int, int]] = {
    "empty": {},
    "one title": {10: 9},
    "one unscored title": {10: 0},
    "unscored": dict.fromkeys(range(0, 30, 3), 0),
    "all tens": dict.fromkeys(range(0, 30, 3), 10),
    "all ones": dict.fromkeys(range(0, 30, 3), 1),
}


def held_back(query: Query) -> Any:
    return False if query.allowed_items is None else ~query.allowed_items


def open_candidates(model: Model, profile: Profile, query: Query) -> Any:
    similar = find_similar(
        profile,
        model.rows,
        model.columns,
        model.items,
        model.mu,
        exclude=query.excluded_users,
    )
    return find_candidates(
        model.items,
        profile,
        score_catalogue(model, profile, similar).title_scores,
        banned=np.isin(np.arange(model.items.n_items), query.banned_items) | held_back(query),
        include_adult=query.include_adult,
        continue_franchises=query.continue_franchises,
        planned=query.planned,
    )


def check(model: Model, profile: Profile, query: Query, result: Result) -> None:
    """Check the invariants of every result."""
    items = model.items
    picked = np.array([pick.item for pick in result.picks], np.int64)
    candidates = open_candidates(model, profile, query)
    n_left = max(0, len(candidates) - query.n_skipped)
    assert len(picked) == min(query.n_wanted, n_left)
    assert set(picked) <= set(candidates)
    assert min(query.n_skipped + len(picked), len(candidates)) <= result.n_found <= len(candidates)
    assert len(set(items.franchise[picked])) == len(picked)
    assert not (profile.item_scores[picked] >= 0).any()
    assert query.planned is not Planned.EXCLUDED or not profile.on_list[picked].any()
    assert query.planned is not Planned.ONLY or profile.on_list[picked].all()
    assert not np.isin(picked, query.banned_items).any()
    assert not (held_back(query) & np.isin(np.arange(items.n_items), picked)).any()
    assert (items.is_recommendable & items.is_aired)[picked].all()
    assert (items.is_main | profile.is_planned)[picked].all()
    assert query.include_adult or not items.is_adult[picked].any()
    dropped = set(items.franchise[profile.dropped])
    assert not dropped & set(items.franchise[picked])
    for item in picked:
        before = items.requires[items.requires_indptr[item] : items.requires_indptr[item + 1]]
        assert (profile.item_scores[before] >= 0).all()

    assert all(1 <= pick.expected <= 10 and 0 <= pick.enjoyment <= 1 for pick in result.picks)
    matches = [pick.match for pick in result.picks]
    assert matches == sorted(matches, reverse=True)
    assert all(0 <= match <= 100 for match in matches)
    named = [neighbour.user for neighbour in result.neighbours]
    assert len(named) == len(set(named)) <= query.rules.max_neighbours
    assert not set(named) & set(query.excluded_users)
    affinities = [neighbour.affinity for neighbour in result.neighbours]
    assert affinities == sorted(affinities, reverse=True)
    assert all(0 <= affinity <= 100 for affinity in affinities)
    behind = [position for pick in result.picks for position in pick.neighbours]
    sent = [neighbour.n_sent for neighbour in result.neighbours]
    assert np.bincount(behind, minlength=len(named)).tolist() == sent
    assert all(neighbour.n_sent <= neighbour.n_found for neighbour in result.neighbours)
    # Candidates without recommenders only fill up the page.
    backed = [bool(pick.neighbours) for pick in result.picks]
    assert backed == sorted(backed, reverse=True)
    assert all(list(pick.neighbours) == sorted(pick.neighbours) for pick in result.picks)


@pytest.mark.parametrize("scores", ODD_LISTS.values(), ids=ODD_LISTS.keys())
@pytest.mark.parametrize("accuracy", [0, 50, 100])
def test_degenerate_lists_get_full_results(
    model: Model, ask: Ask, scores: dict[int, int], accuracy: float
) -> None:
    profile, query = ask(model, scores), Query(accuracy=accuracy, n_wanted=10)
    result = recommend(model, profile, query)

    check(model, profile, query, result)
    assert len(result.picks) == 10
    assert bool(result.neighbours) == bool(scores)


def test_an_empty_list_gets_what_is_popular(model: Model, ask: Ask) -> None:
    result = recommend(model, ask(model, {}), Query(n_wanted=5))
    popularity = model.items.franchise_popularity[
        model.items.franchise[[pick.item for pick in result.picks]]
    ]

    assert result.neighbours == ()
    assert popularity.min() >= np.median(model.items.franchise_popularity)


def test_banning_everything_leaves_neighbours_without_recommendations(
    model: Model, newcomer: Profile
) -> None:
    query = Query(banned_items=np.arange(model.items.n_items))
    result = recommend(model, newcomer, query)

    assert result.picks == ()
    assert result.n_found == 0
    assert result.neighbours
    assert all(neighbour.n_found == 0 for neighbour in result.neighbours)


def test_a_banned_title_is_replaced_by_the_next(model: Model, ask: Ask) -> None:
    profile = ask(model, ODD_LISTS["unscored"])
    before = recommend(model, profile, Query(n_wanted=5)).picks
    query = Query(n_wanted=5, banned_items=np.array([before[0].item]))
    after = recommend(model, profile, query).picks

    assert len(after) == 5
    assert [pick.item for pick in after[:4]] == [pick.item for pick in before[1:]]


def test_filtered_titles_are_replaced_by_the_next(model: Model, ask: Ask) -> None:
    profile, allowed = ask(model, ODD_LISTS["unscored"]), np.arange(80) % 3 > 0
    everything = recommend(model, profile, Query(n_wanted=80))
    filtered = recommend(model, profile, Query(n_wanted=80, allowed_items=allowed))

    kept = {pick.item for pick in everything.picks if allowed[pick.item]}
    found = {pick.item for pick in filtered.picks}
    assert allowed[[*found]].all()
    assert kept < found
    # The others are further titles of franchises whose best title is filtered out.
    assert set(franchises_of(model, filtered)) < set(franchises_of(model, everything))


def test_a_filter_equals_a_ban_of_all_it_excludes(model: Model, newcomer: Profile) -> None:
    allowed = np.arange(80) % 2 > 0
    filtered = recommend(model, newcomer, Query(n_wanted=5, allowed_items=allowed))

    assert filtered == recommend(
        model, newcomer, Query(n_wanted=5, banned_items=np.flatnonzero(~allowed))
    )


def test_accuracy_is_lowered_until_the_neighbours_recommend_enough(
    model: Model, newcomer: Profile
) -> None:
    few, many = (
        recommend(model, newcomer, Query(accuracy=50, rules=NeighbourRules(min_candidates=n)))
        for n in (1, 80)
    )

    assert few.n_passes < many.n_passes == 10


def test_a_lower_limit_returns_a_prefix(model: Model, newcomer: Profile) -> None:
    many, few = (recommend(model, newcomer, Query(accuracy=0, n_wanted=n)) for n in (8, 3))

    assert few.picks == many.picks[:3]


def test_banned_neighbours_are_replaced_by_the_next(model: Model, newcomer: Profile) -> None:
    rules = NeighbourRules(max_neighbours=10, min_neighbours=10)
    before = recommend(model, newcomer, Query(accuracy=0, rules=rules)).neighbours
    banned = np.array([before[0].user, before[4].user])
    after = recommend(
        model, newcomer, Query(accuracy=0, rules=rules, excluded_users=banned)
    ).neighbours

    assert len(after) == 10
    kept = [neighbour.user for neighbour in before if neighbour.user not in banned]
    assert [neighbour.user for neighbour in after[:8]] == kept


def test_the_lower_the_accuracy_the_more_neighbours(model: Model, newcomer: Profile) -> None:
    rules = NeighbourRules(min_candidates=1)
    numbers = [
        len(recommend(model, newcomer, Query(accuracy=accuracy, rules=rules)).neighbours)
        for accuracy in (100, 75, 50, 25, 0)
    ]

    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]


def test_fans_are_offered_what_fellow_fans_watch(
    make_model: Callable[..., Model], ask: Ask
) -> None:
    rng = np.random.default_rng(10)
    camps = [
        {int(item): int(rng.integers(6, 11)) for item in rng.choice(20, 14, replace=False) + first}
        for first in (0, 20)
        for _ in range(40)
    ]
    model = make_model(camps, n_items=40)
    for first in (0, 20):
        profile = ask(model, dict.fromkeys(range(first, first + 12), 9))
        result = recommend(model, profile, Query(n_wanted=8))

        assert {pick.item for pick in result.picks} == set(range(first + 12, first + 20))
        assert {neighbour.user // 40 for neighbour in result.neighbours} == {first // 20}


@pytest.mark.parametrize("n_users", [0, 1, 2])
@pytest.mark.parametrize("scores", [{}, {0: 9}, {0: 9, 1: 4, 2: 0}])
def test_tiny_communities_work(
    make_model: Callable[..., Model], ask: Ask, n_users: int, scores: dict[int, int]
) -> None:
    model = make_model([dict.fromkeys(range(12), 8), {0: 8, 5: 9}][:n_users], n_items=15)
    profile, query = ask(model, scores), Query()
    result = recommend(model, profile, query)

    check(model, profile, query, result)
    assert len(result.picks) == 15 - len(scores)
    assert len(result.neighbours) == (n_users if scores else 0)


def test_no_titles_are_no_recommendations(make_model: Callable[..., Model], ask: Ask) -> None:
    model = make_model([], n_items=0)
    result = recommend(model, ask(model, {}), Query())

    assert result == Result((), (), 0, 10, 82)


def test_a_user_who_has_seen_everything_gets_no_recommendations(model: Model, ask: Ask) -> None:
    query = Query(continue_franchises=True)
    result = recommend(model, ask(model, dict.fromkeys(range(80), 7)), query)

    assert result.picks == ()


def mask_of(bits: int) -> NDArray[np.bool_]:
    return np.array([bits >> item & 1 for item in range(80)], bool)


SCORES = st.dictionaries(st.integers(0, 79), st.integers(0, 10), max_size=60)
QUERIES = st.builds(
    Query,
    accuracy=st.floats(0, 100),
    n_wanted=st.integers(1, 40),
    banned_items=st.lists(st.integers(0, 79), max_size=40).map(lambda items: np.array(items, int)),
    excluded_users=st.lists(st.integers(0, 149)).map(lambda users: np.array(users, int)),
    include_adult=st.booleans(),
    continue_franchises=st.booleans(),
    n_skipped=st.integers(0, 30),
    planned=st.sampled_from(Planned),
    allowed_items=st.none() | st.integers(0, 2**80 - 1).map(mask_of),
)


@given(
    scores=SCORES,
    planned=st.lists(st.integers(0, 79), max_size=10),
    dropped=st.lists(st.integers(0, 79), max_size=10),
    query=QUERIES,
)
@settings(deadline=None, derandomize=True)
def test_any_request_gets_a_valid_result(
    model: Model,
    ask: Ask,
    *,
    scores: dict[int, int],
    planned: list[int],
    dropped: list[int],
    query: Query,
) -> None:
    profile = ask(
        model,
        scores,
        planned=[item for item in planned if item not in scores],
        dropped=[item for item in dropped if item in scores],
    )
    result = recommend(model, profile, query)

    check(model, profile, query, result)
    assert recommend(model, profile, query) == result


@given(scores=SCORES, planned=st.sets(st.integers(0, 79), max_size=20), query=QUERIES)
@settings(deadline=None, derandomize=True)
def test_pages_put_together_are_one_ranking(
    model: Model, ask: Ask, scores: dict[int, int], planned: set[int], query: Query
) -> None:
    profile = ask(model, scores, planned=sorted(planned - set(scores)))
    first, size = replace(query, n_skipped=0), query.n_wanted
    pages = [recommend(model, profile, replace(first, n_skipped=n * size)) for n in range(3)]
    whole = recommend(model, profile, replace(first, n_spare=2 * size))

    assert sum((page.picks for page in pages), ()) == whole.picks
    people = [[(one.user, one.affinity, one.n_found) for one in page.neighbours] for page in pages]
    assert people[0] == people[1] == people[2]
    assert {(page.n_passes, page.accuracy) for page in pages} == {(whole.n_passes, whole.accuracy)}
    sent = [[one.n_sent for one in page.neighbours] for page in (*pages, whole)]
    assert np.array_equal(np.sum(sent[:3], axis=0), sent[3])


@given(scores=SCORES, query=QUERIES)
@settings(deadline=None, derandomize=True)
def test_neighbours_depend_on_list_and_accuracy_only(
    model: Model, ask: Ask, scores: dict[int, int], query: Query
) -> None:
    profile = ask(model, scores)
    plain = Query(accuracy=query.accuracy, excluded_users=query.excluded_users, rules=query.rules)
    found, expected = (recommend(model, profile, one) for one in (query, plain))

    people = [[(one.user, one.affinity) for one in each.neighbours] for each in (found, expected)]
    assert people[0] == people[1]
    assert (found.n_passes, found.accuracy) == (expected.n_passes, expected.accuracy)


@given(scores=SCORES, query=QUERIES)
@settings(deadline=None, derandomize=True)
def test_two_pages_are_one_of_twice_the_size(
    model: Model, ask: Ask, scores: dict[int, int], query: Query
) -> None:
    size, query = query.n_wanted, replace(query, n_skipped=0)
    profile = ask(model, scores)
    one, two = (recommend(model, profile, replace(query, n_skipped=n)) for n in (0, size))
    whole = recommend(model, profile, replace(query, n_wanted=2 * size))

    assert one.picks + two.picks == whole.picks
    assert two.n_found == whole.n_found >= one.n_found


def test_a_page_after_the_last_is_empty(model: Model, newcomer: Profile) -> None:
    everything = recommend(model, newcomer, Query(n_wanted=100))
    behind = recommend(model, newcomer, Query(n_wanted=100, n_skipped=len(everything.picks)))

    assert everything.picks
    assert behind.picks == ()
    assert behind.n_found == everything.n_found == len(everything.picks)
    assert all(one.n_sent == 0 for one in behind.neighbours)


def test_the_plan_to_watch_list_is_ranked_as_those_titles_are_among_others(
    model: Model, ask: Ask
) -> None:
    scores = ODD_LISTS["unscored"]
    planned = [item for item in range(40, 80, 6) if item not in scores]
    profile, rules = ask(model, scores, planned=planned), NeighbourRules(max_passes=1)
    query = Query(planned=Planned.ONLY, n_wanted=50, rules=rules)
    alone = recommend(model, profile, query)
    among = recommend(model, profile, replace(query, planned=Planned.INCLUDED))

    found = {pick.item: pick for pick in among.picks}
    shared = [pick for pick in alone.picks if pick.item in found]
    assert {pick.item for pick in alone.picks} <= set(planned)
    assert {pick.item for pick in shared} == set(planned) & set(found) != set()
    assert all(replace(pick, match=0) == replace(found[pick.item], match=0) for pick in shared)
    # A franchise may have a better title than the one that is planned.
    assert set(franchises_of(model, alone)) < set(franchises_of(model, among))


def franchises_of(model: Model, result: Result) -> Any:
    return model.items.franchise[[pick.item for pick in result.picks]]


def test_a_low_accuracy_uses_more_neighbours(model: Model, newcomer: Profile) -> None:
    rules = NeighbourRules(max_neighbours=10, min_neighbours=1, min_candidates=1)
    close, wide = (
        recommend(model, newcomer, Query(accuracy=accuracy, n_wanted=1, rules=rules)).neighbours
        for accuracy in (100, 0)
    )

    assert wide[0] == replace(close[0], n_found=wide[0].n_found, n_sent=wide[0].n_sent)
    assert np.mean([one.affinity for one in wide]) < np.mean([one.affinity for one in close])
    assert {one.user for one in wide} != {one.user for one in close}


def test_popularity_favours_well_known_titles(model: Model, newcomer: Profile) -> None:
    slopes = []
    for popularity in (-1.0, 1.0):
        result = recommend(model, newcomer, Query(popularity=popularity, n_wanted=15))
        audience = model.items.franchise_popularity[franchises_of(model, result)]
        slopes.append(np.polyfit(np.arange(15), audience, 1)[0])

    assert slopes[0] > slopes[1]


def test_similar_titles_are_not_adjacent(model: Model, newcomer: Profile) -> None:
    plain = [pick.item for pick in recommend(model, newcomer, Query()).picks]
    genres = np.zeros((model.items.n_items, 1), np.uint64)
    genres[plain[:2]], genres[plain[2:]] = 1, 2
    items = replace(model.items, genres=genres)

    found = [pick.item for pick in recommend(replace(model, items=items), newcomer, Query()).picks]

    assert found[0] == plain[0]
    assert sorted(found) == sorted(plain)
    assert found.index(plain[1]) > 1 or found == plain
