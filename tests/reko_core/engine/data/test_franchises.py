import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.community import NO_DATE
from reko_core.engine.data.franchises import WatchOrder, arrange_franchises, group_franchises


def arrange(
    days: list[int],
    *,
    franchise: list[int] | None = None,
    popularity: list[int] | None = None,
    music: tuple[int, ...] = (),
    prequels: dict[int, list[int]] | None = None,
    is_typed: bool = True,
) -> WatchOrder:
    n = len(days)
    return arrange_franchises(
        np.array(franchise or [0] * n, np.int32),
        np.array(days, np.int32),
        np.array(popularity or [100] * n, np.int32),
        ~np.isin(np.arange(n), music),
        [(prequels or {}).get(item, []) for item in range(n)],
        np.full(n, is_typed),
    )


def required(order: WatchOrder) -> list[list[int]]:
    return [part.tolist() for part in np.split(order.requires, order.requires_indptr[1:-1])]


def test_related_titles_are_one_franchise() -> None:
    labels = group_franchises(6, np.array([0, 4, 2]), np.array([4, 2, 0]))

    assert labels[0] == labels[2] == labels[4]
    assert len({int(labels[item]) for item in (0, 1, 3, 5)}) == 4


def test_unrelated_titles_are_franchises_of_their_own() -> None:
    nothing = np.zeros(0, np.int64)

    assert sorted(group_franchises(3, nothing, nothing)) == [0, 1, 2]
    assert len(group_franchises(0, nothing, nothing)) == 0


def test_a_relation_may_be_stated_any_number_of_times() -> None:
    labels = group_franchises(2, np.zeros(256, np.int64), np.ones(256, np.int64))

    assert labels[0] == labels[1]


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20))
@settings(deadline=None, derandomize=True)
def test_franchises_are_connected_components(pairs: list[tuple[int, int]]) -> None:
    first, second = np.array(pairs, np.int64).reshape(-1, 2).T
    half_width = np.eye(12, dtype=int)
    half_width[first, second] = half_width[second, first] = 1
    for _ in range(4):
        half_width = (half_width @ half_width > 0).astype(int)
    labels = group_franchises(12, first, second)

    np.testing.assert_array_equal(np.equal.outer(labels, labels), half_width)


def test_a_franchise_is_watched_as_it_was_broadcast() -> None:
    order = arrange([300, NO_DATE, 100, 200, 50], franchise=[0, 0, 0, 1, 1])

    assert order.order.tolist() == [2, 0, 1, 4, 3]
    assert order.order_indptr.tolist() == [0, 3, 5]


def test_titles_seen_by_few_of_the_audience_are_no_main_titles() -> None:
    assert arrange([1, 2, 3], popularity=[1000, 100, 99]).is_main.tolist() == [True, True, False]


def test_music_is_no_main_title_however_popular() -> None:
    order = arrange([1, 2], popularity=[100, 5000], music=(1,))

    assert order.is_main.tolist() == [True, False]


def test_all_titles_of_an_unseen_franchise_are_main() -> None:
    assert arrange([1, 2], popularity=[0, 0]).is_main.all()


def test_typed_titles_require_what_mal_names() -> None:
    order = arrange([1, 2, 3], prequels={1: [0], 2: [0, 1]})

    assert required(order) == [[], [0], [0, 1]]


def test_untyped_titles_require_the_main_one_before() -> None:
    order = arrange([1, 2, 3, 4], popularity=[100, 100, 1, 100], is_typed=False)

    assert required(order) == [[], [0], [1], [1]]


def test_untyped_titles_require_nothing_across_franchises() -> None:
    order = arrange([4, 3, 2, 1], franchise=[0, 1, 0, 1], is_typed=False)

    assert required(order) == [[2], [3], [], []]


def test_arranging_does_not_change_its_input() -> None:
    prequels = [[], [0]]
    arrange_franchises(
        np.zeros(2, np.int32),
        np.array([1, 2], np.int32),
        np.ones(2, np.int32),
        np.ones(2, bool),
        prequels,
        np.array([True, False]),
    )

    assert prequels == [[], [0]]


def test_no_titles_are_no_franchises() -> None:
    order = arrange([], franchise=[])

    assert order.order_indptr.tolist() == order.requires_indptr.tolist() == [0]
