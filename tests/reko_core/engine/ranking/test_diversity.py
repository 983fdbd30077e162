"""The order of a page against reference loops."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.ranking.diversity import DECAY, MEMORY, WEIGHT, order_page


def bits(titles: list[set[int]]) -> Any:
    packed = np.zeros((len(titles), 2), np.uint64)
    for row, genres in enumerate(titles):
        for genre in genres:
            packed[row, genre // 64] |= np.uint64(1) << np.uint64(genre % 64)
    return packed


def plain(scores: list[float], titles: list[set[int]], n_wanted: int) -> list[int]:
    order: list[int] = []
    for _ in range(min(n_wanted, len(scores))):

        def value(candidate: int) -> float:
            likeness = 0.0
            for back, before in enumerate(reversed(order[-MEMORY:])):
                either = titles[candidate] | titles[before]
                shared = titles[candidate] & titles[before]
                likeness += DECAY**back * (len(shared) / len(either) if either else 0)
            return scores[candidate] - WEIGHT * likeness

        left = [candidate for candidate in range(len(scores)) if candidate not in order]
        order.append(max(left, key=value))
    return order


def test_kinds_take_turns_where_scores_are_close() -> None:
    titles = [{1, 2}, {1, 2}, {1, 2}, {70}, {70}]
    scores = np.array([1, 0.99, 0.98, 0.97, 0.2])

    assert order_page(scores, bits(titles), 5).tolist() == [0, 3, 1, 2, 4]


def test_titles_without_genres_stay_where_they_are() -> None:
    scores = np.array([3.0, 2, 1, 0])

    assert order_page(scores, bits([set(), set(), set(), set()]), 3).tolist() == [0, 1, 2]


def test_an_empty_page_is_empty() -> None:
    assert order_page(np.zeros(0), bits([]), 5).tolist() == []


@given(
    st.lists(st.tuples(st.integers(0, 60), st.sets(st.integers(0, 100), max_size=6)), max_size=30),
    st.integers(0, 40),
)
@settings(deadline=None, derandomize=True)
def test_the_order_is_that_of_the_reference_loops(
    page: list[tuple[int, set[int]]], n_wanted: int
) -> None:
    page = sorted(page, key=lambda one: -one[0])
    scores = [score / 128 for score, _ in page]
    titles = [genres for _, genres in page]

    found = order_page(np.array(scores), bits(titles), n_wanted).tolist()

    assert found == plain(scores, titles, n_wanted)


@given(st.lists(st.sets(st.integers(0, 5)), min_size=12, max_size=12))
@settings(deadline=None, derandomize=True)
def test_a_higher_limit_keeps_the_first_ones(titles: list[set[int]]) -> None:
    scores = np.linspace(1, 0.5, 12)
    few, many = (order_page(scores, bits(titles), n).tolist() for n in (5, 12))

    assert many[:5] == few
    assert sorted(many) == [*range(12)]
