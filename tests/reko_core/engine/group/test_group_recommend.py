"""From the lists of a group to titles, with a small community."""

from collections.abc import Callable

import numpy as np
import pytest

from reko_core.engine.data.profile import Profile
from reko_core.engine.group.group_candidates import GroupFilters
from reko_core.engine.group.members import Member, score_member
from reko_core.engine.group.recommend_to_group import GroupQuery, GroupResult, recommend_to_group
from reko_core.engine.group.rules import GroupRule
from reko_core.engine.model import Model

NOBODY = np.zeros(0, np.int64)


@pytest.fixture(scope="module")
def members(model: Model, ask: Callable[..., Profile]) -> list[Member]:
    rng = np.random.default_rng(4)
    lists = [rng.permutation(model.items.n_items)[:14].tolist() for _ in range(3)]
    profiles = [
        ask(model, {item: int(rng.integers(0, 11)) for item in one[:9]}, planned=one[9:])
        for one in lists
    ]
    return [score_member(model, profile, NOBODY) for profile in profiles]


def recommend(
    model: Model, members: list[Member], rule: GroupRule = GroupRule.EVERYONE, **query: int
) -> GroupResult:
    max_seen = query.pop("max_seen", 0)
    allowed = np.ones(model.items.n_items, bool)
    filters = GroupFilters(allowed, max_seen=max_seen)
    return recommend_to_group(model, members, GroupQuery(filters, rule, **query))


@pytest.mark.parametrize("rule", GroupRule)
def test_what_is_said_of_a_title_is_what_each_member_would_be_told(
    model: Model, members: list[Member], rule: GroupRule
) -> None:
    result = recommend(model, members, rule)

    assert result.picks
    matches = [pick.match for pick in result.picks]
    assert matches == sorted(matches, reverse=True)
    for pick in result.picks:
        chances = [member.scores.enjoyment[pick.item] for member in members]
        assert [one.enjoyment for one in pick.members] == chances
        assert [one.expected for one in pick.members] == [
            float(member.scores.expected[pick.item]) for member in members
        ]
        assert pick.everybody == pytest.approx(min(*chances, np.prod(chances) ** 0.9))
        assert [one.is_planned for one in pick.members] == [
            bool(member.profile.on_list[pick.item]) for member in members
        ]
        assert not any(one.is_seen for one in pick.members)


def test_a_title_that_was_seen_has_the_score_it_was_given(
    model: Model, members: list[Member]
) -> None:
    result = recommend(model, members, max_seen=1, n_wanted=100)
    seen = [
        (one, member, pick)
        for pick in result.picks
        for one, member in zip(pick.members, members, strict=True)
        if one.is_seen
    ]

    assert seen
    for one, member, pick in seen:
        score = member.profile.item_scores[pick.item]
        if score > 0:
            assert one.expected == score
            assert one.enjoyment == float(score >= member.profile.mean)
        else:
            assert one.enjoyment == member.scores.enjoyment[pick.item]


@pytest.mark.parametrize("rule", GroupRule)
def test_pages_are_cut_from_one_ranking(
    model: Model, members: list[Member], rule: GroupRule
) -> None:
    whole = recommend(model, members, rule, n_wanted=100)

    pages = [recommend(model, members, rule, n_wanted=4, n_skipped=k) for k in (0, 4, 8)]

    assert [pick for page in pages for pick in page.picks] == list(whole.picks[:12])
    assert {page.n_found for page in pages} == {whole.n_found} == {len(whole.picks)}
    assert recommend(model, members, rule, n_wanted=3, n_spare=2).picks == whole.picks[:5]


def test_the_order_of_the_members_changes_nothing_but_theirs(
    model: Model, members: list[Member]
) -> None:
    result, turned = recommend(model, members), recommend(model, members[::-1])

    assert [pick.item for pick in turned.picks] == [pick.item for pick in result.picks]
    assert [pick.members[::-1] for pick in turned.picks] == [pick.members for pick in result.picks]


def test_members_without_a_list_get_what_the_community_likes(
    model: Model, ask: Callable[..., Profile]
) -> None:
    nobody = score_member(model, ask(model, {}), NOBODY)

    assert recommend(model, [nobody, nobody]).picks
