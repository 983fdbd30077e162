"""Groups of held-out users: what is hidden, and who is put together."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest

from reko_core.evaluation.holdout.group_cases import KINDS, SIZES, GroupCase, make_group_cases
from reko_core.evaluation.holdout.hold_out import Split


@pytest.fixture(scope="module")
def cases(split: Split) -> list[GroupCase]:
    return make_group_cases(split, 5, seed=3)


def shares(cases: Sequence[GroupCase]) -> list[float]:
    """Return the Jaccard index of each two members."""
    lists = [[set(one.items.tolist()) for one in case.members] for case in cases]
    pairs = [pair for members in lists for pair in combinations(members, 2)]
    return [len(a & b) / len(a | b) for a, b in pairs]


def test_there_are_groups_of_each_size_and_kind(cases: list[GroupCase]) -> None:
    assert {(len(case.members), case.kind) for case in cases} == {
        (size, kind) for size in SIZES for kind in KINDS
    }
    assert len(cases) <= 5 * len(SIZES) * len(KINDS)


def test_what_is_hidden_from_one_member_is_hidden_from_all(cases: list[GroupCase]) -> None:
    for case in cases:
        franchise = case.members[0].franchise
        hidden = np.concatenate([one.hidden_items for one in case.members])
        visible = np.concatenate([one.items for one in case.members])
        assert not set(franchise[hidden]) & set(franchise[visible])
        assert case.is_candidate[hidden].all()
        assert not case.is_candidate[visible].any()


def test_every_member_can_be_pleased(cases: list[GroupCase]) -> None:
    assert all(len(one.relevant) for case in cases for one in case.members)


def test_similar_members_share_more_than_random_ones(cases: list[GroupCase]) -> None:
    by_kind = {kind: [case for case in cases if case.kind == kind] for kind in KINDS}

    assert np.mean(shares(by_kind["similar"])) > np.mean(shares(by_kind["random"]))


def test_the_same_seed_makes_the_same_groups(split: Split, cases: list[GroupCase]) -> None:
    again = make_group_cases(split, 5, seed=3)

    assert [[one.items.tolist() for one in case.members] for case in again] == [
        [one.items.tolist() for one in case.members] for case in cases
    ]
