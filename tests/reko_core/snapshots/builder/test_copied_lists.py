"""One person on several sites is in the community once."""

import numpy as np
import pytest
from numpy.typing import NDArray

from reko_core.engine.kernels.user_rows import STATUS_SHIFT
from reko_core.engine.similarity.search import is_same_list
from reko_core.snapshots.builder.copied_lists import find_copies, without_copies
from reko_core.snapshots.builder.load_lists import LoadedLists

N_TITLES = 3000
Scores = dict[int, int]


def make_lists(*owned: tuple[str, Scores]) -> LoadedLists:
    """Return the lists of owners; a score of 0 is none."""
    rows = [sorted(scores.items()) for _, scores in owned]
    flat = [entry for row in rows for entry in row]
    items, scores = (np.array(column) for column in zip(*flat, strict=True))
    return LoadedLists(
        [(source, f"user-{number}") for number, (source, _) in enumerate(owned)],
        np.r_[0, np.cumsum([len(row) for row in rows])].astype(np.int64),
        np.arange(1, N_TITLES + 1, dtype=np.int32),
        items.astype(np.uint16),
        (scores | 2 << STATUS_SHIFT).astype(np.uint8),
        {},
    )


def draw(rng: np.random.Generator, n: int = 200) -> Scores:
    """Return a list with a few titles that everybody knows, and others that few do."""
    known = rng.choice(100, n // 2, replace=False)
    rare = 100 + rng.choice(N_TITLES - 100, n - n // 2, replace=False)
    items = np.r_[known, rare]
    return dict(zip(items.tolist(), rng.integers(1, 11, n).tolist(), strict=True))


def part(scores: Scores, share: float) -> Scores:
    """Return some of a list, in the order of its titles."""
    return dict(sorted(scores.items())[: int(share * len(scores))])


def test_copies_on_other_sites_are_found_and_mal_has_the_first_claim() -> None:
    rng = np.random.default_rng(5)
    people = [draw(rng) for _ in range(40)]
    lists = make_lists(
        ("kitsu", people[0]),
        *(("mal", one) for one in people[:20]),
        ("anilist", part(people[1], 0.9)),
        ("kitsu", {**part(people[2], 0.8), **part(draw(rng), 0.05)}),
        ("anilist", people[30]),
        ("kitsu", people[30]),
        ("kitsu", people[31]),
        ("kitsu", people[31]),
        *(("kitsu", one) for one in people[32:]),
    )

    assert find_copies(lists).tolist() == [0, 21, 22, 24]
    left = without_copies(lists)
    assert left.owners == [lists.owners[user] for user in (*range(1, 21), 23, *range(25, 35))]
    assert left.n_skipped == {"copy of another list": 4}


def test_without_other_sites_there_are_no_copies() -> None:
    scores = draw(np.random.default_rng(5))

    assert find_copies(make_lists(("mal", scores), ("kaggle2023", scores))).tolist() == []


@pytest.mark.parametrize("seed", range(3))
def test_copies_are_those_that_comparing_all_lists_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people = [draw(rng, int(rng.integers(5, 120))) for _ in range(30)]
    owned = [("mal", one) for one in people] + [
        ("kitsu", {**part(one, rng.uniform(0.3, 1)), **part(draw(rng, 40), rng.uniform(0, 1))})
        for one in people
    ]
    expected = [user for user in range(30, 60) if _is_copy(owned[user][1], people)]

    assert find_copies(make_lists(*owned)).tolist() == expected
    assert 0 < len(expected) < 30


def _is_copy(own: Scores, others: list[Scores]) -> bool:
    def column(counts: list[int]) -> NDArray[np.int32]:
        return np.array(counts, np.int32)

    common = [own.keys() & theirs.keys() for theirs in others]
    equal = [
        sum(own[item] == theirs[item] for item in items)
        for items, theirs in zip(common, others, strict=True)
    ]
    n_common = column([*map(len, common)])
    lengths = np.array([*map(len, others)])
    return bool(is_same_list(len(own), lengths, n_common, n_common, column(equal)).any())
