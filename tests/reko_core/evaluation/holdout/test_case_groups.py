import numpy as np

from reko_core.evaluation.holdout.case_groups import SIZES, group_cases
from reko_core.evaluation.holdout.cases import Case


def test_every_case_is_in_one_group_of_each_kind(cases: list[Case]) -> None:
    groups = list(group_cases(cases))

    assert groups[0][:2] == ("all", "all")
    assert [name for kind, name, _ in groups if kind == "source"] == ["here", "there"]
    for kind in ("all", "source", "size"):
        members = sum(is_member.astype(int) for one, _, is_member in groups if one == kind)
        assert np.array_equal(members, np.ones(len(cases)))
    assert all(is_member.any() for _, _, is_member in groups)


def test_sizes_are_those_of_the_visible_part(cases: list[Case]) -> None:
    for kind, name, is_member in group_cases(cases):
        if kind == "size":
            least, greatest = SIZES[name]
            sizes = [len(cases[k].items) for k in np.flatnonzero(is_member)]
            assert min(sizes) >= least
            assert greatest is None or max(sizes) <= greatest


def test_sizes_leave_no_gap() -> None:
    bounds = [*SIZES.values()]

    assert bounds[0][0] == 0
    assert bounds[-1][1] is None
    assert [low for low, _ in bounds[1:]] == [(high or 0) + 1 for _, high in bounds[:-1]]
