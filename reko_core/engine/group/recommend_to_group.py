"""Recommend titles to a group: candidates, their order, and what each member makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from reko_core.engine.group.group_candidates import GroupFilters, find_group_candidates
from reko_core.engine.group.members import Member, everybody_enjoys, stack
from reko_core.engine.group.rules import GroupRule, order_titles, utilities
from reko_core.engine.model import Model
from reko_core.engine.ranking.match import in_order
from reko_core.engine.selection import find_match

__all__ = ["GroupPick", "GroupQuery", "GroupResult", "MemberView", "recommend_to_group"]


@dataclass(frozen=True, slots=True, eq=False)
class GroupQuery:
    """The parameters of a request; n_skipped, n_wanted and n_spare as in `selection.Query`."""

    filters: GroupFilters
    rule: GroupRule = GroupRule.EVERYONE
    n_wanted: int = 24
    n_skipped: int = 0
    n_spare: int = 0


@dataclass(frozen=True, slots=True)
class MemberView:
    """What a title is to a member: expected score 1-10, probability of enjoyment 0..1."""

    expected: float
    enjoyment: float
    is_planned: bool
    is_seen: bool


@dataclass(frozen=True, slots=True)
class GroupPick:
    """A recommended item.

    match: 0-100, the mean of the members' own, never higher than that of the pick before.
    everybody: probability 0..1 that all members enjoy it. members: in the order of the group.
    """

    item: int
    match: int
    everybody: float
    members: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True)
class GroupResult:
    """picks: best first. n_found: candidates that could be returned, skipped ones included."""

    picks: tuple[GroupPick, ...] = field(default=())
    n_found: int = 0


def recommend_to_group(model: Model, members: Sequence[Member], query: GroupQuery) -> GroupResult:
    """Recommend. The same model, members and query give the same result, bit for bit."""
    ranking = np.stack([member.scores.title_scores for member in members])
    candidates = find_group_candidates(
        model.items, [one.profile for one in members], ranking.mean(axis=0), query.filters
    )
    enjoyment = stack(members, "enjoyment")
    n_ordered = query.n_skipped + query.n_wanted + query.n_spare
    order = order_titles(
        utilities(ranking[:, candidates]), enjoyment[:, candidates], query.rule, n_ordered
    )
    picked = candidates[order]
    shares = [find_match(model, one.profile, one.scores, picked) for one in members]
    match = in_order(np.mean(shares, axis=0))
    everybody = everybody_enjoys(enjoyment)
    picks = [
        GroupPick(item, one_match, float(everybody[item]), tuple(_views(members, item)))
        for item, one_match in zip(picked.tolist(), match.tolist(), strict=True)
    ]
    return GroupResult(tuple(picks[query.n_skipped :]), len(candidates))


def _views(members: Sequence[Member], item: int) -> list[MemberView]:
    return [
        MemberView(
            float(member.expected[item]),
            float(member.enjoyment[item]),
            bool(member.profile.is_planned[item]),
            bool(member.profile.item_scores[item] >= 0),
        )
        for member in members
    ]
