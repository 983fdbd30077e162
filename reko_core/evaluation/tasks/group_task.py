"""How well the recommendations to groups please held-out groups.

nDCG@10       of a member: a hit is a title of a hidden franchise that they scored at least their
              mean, as in `holdout.cases`; mean: over the members, least: of the worst served
all@5         share of the groups in which everybody has a hit among the first five
bad           of the hidden scores for the first ten, the share below the member's mean

All rules rank the same candidates: those of the engine of which no member has begun the franchise.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.group.group_candidates import GroupFilters, find_group_candidates
from reko_core.engine.group.members import Member, everybody_enjoys, score_member
from reko_core.engine.group.rules import GroupRule, order_titles, utilities
from reko_core.engine.model import Model
from reko_core.errors import BadInput
from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.holdout.group_cases import GroupCase, make_group_cases
from reko_core.evaluation.holdout.hold_out import choose_users, hold_out
from reko_core.evaluation.measures.ranking_metrics import N_BINS, ndcg
from reko_core.evaluation.tasks.task_report import (
    Measure,
    MeasureTable,
    TaskReport,
    mean_of,
    ratio_of,
)
from reko_core.runtime.step_progress import StepProgress
from reko_core.snapshots.builder.load_lists import LoadedLists

__all__ = ["N_GROUPS", "evaluate_groups"]

N_GROUPS = 170
"""Of each size and kind: 1,020 in all, where enough users are held out."""

_N_FIRST, _N_ALL, _N_ORDERED = 10, 5, 40
_NO_USERS = np.zeros(0, np.int64)
_MEASURES = ("mean nDCG@10", "least nDCG@10", "all@5", "bad")

F64 = NDArray[np.float64]


def evaluate_groups(
    gathered: LoadedLists,
    titles: Mapping[int, Anime],
    *,
    n_users: int,
    min_scored: int,
    seed: int,
    report: StepProgress,
    n_groups: int = N_GROUPS,
) -> TaskReport:
    """Evaluate on groups of held-out users, `n_groups` of each size and kind.

    Raises BadInput if the lists are too few.
    """
    users = choose_users(gathered, n_users, min_scored, seed)
    split = hold_out(gathered, users, titles, datetime.now(UTC).date(), report)
    cases = make_group_cases(split, n_groups, seed)
    if not cases:
        raise BadInput("community", "no group of held-out lists can be made: import more")
    outcomes = []
    for number, case in enumerate(cases):
        report("groups", number, len(cases))
        outcomes.append(evaluate_group(split.model, case))
    about = (
        f"{len(cases):,} groups of {len(split.users):,} held-out users, seed {seed}",
        f"trained on the other {split.model.rows.n_users:,}",
        "A fifth of the franchises of a group is hidden from all of its members.",
        "least: the worst served member; all@5: everybody has a hit among the first five;",
        "bad: of the hidden scores for the first ten, the share below the member's mean",
    )
    return TaskReport("group", about, tuple(_tables(cases, outcomes)))


@dataclass(frozen=True, slots=True, eq=False)
class GroupOutcome:
    """The measures of one group.

    totals, weights: (4,) of `_MEASURES` by rule. chances, enjoyed: (n,) of the hidden titles that
    all members have scored.
    """

    totals: Mapping[str, F64]
    weights: Mapping[str, F64]
    chances: F64
    enjoyed: NDArray[np.bool_]


def evaluate_group(model: Model, case: GroupCase) -> GroupOutcome:
    """Rank for a group by every rule, and compare with what is hidden."""
    members = [score_member(model, one.fold_in(model), _NO_USERS) for one in case.members]
    ranking = np.stack([member.scores.title_scores for member in members])
    filters = GroupFilters(allowed=case.is_candidate, include_adult=True)
    candidates = find_group_candidates(
        model.items, [one.profile for one in members], ranking.mean(axis=0), filters
    )
    totals, weights = {}, {}
    for name, order in _orders(model, members, candidates, case):
        ranked = candidates[order]
        _, first = np.unique(case.members[0].franchise[ranked], return_index=True)
        shown = ranked[np.sort(first)]
        totals[name], weights[name] = _measure(case, shown[:_N_FIRST])
    shared = _scored_by_all(case)
    chances = everybody_enjoys(np.stack([member.enjoyment[shared] for member in members]))
    return GroupOutcome(totals, weights, chances, _enjoyed_by_all(case, shared))


def _orders(
    model: Model, members: Sequence[Member], candidates: NDArray[np.int64], case: GroupCase
) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Yield positions among the candidates, best first: of our rules, then of simple ones."""
    utility = utilities(np.stack([one.scores.title_scores for one in members])[:, candidates])
    chances = np.stack([member.enjoyment for member in members])[:, candidates]
    for rule in GroupRule:
        yield rule.value, order_titles(utility, chances, rule, _N_ORDERED)
    merged = score_member(model, _merge(model, case.members), _NO_USERS)
    for name, value in {
        "merged profile": merged.scores.title_scores[candidates],
        "least misery": utility.min(axis=0),
        "product of chances": chances.prod(axis=0),
        "popularity": model.items.popularity[candidates],
    }.items():
        yield name, np.argsort(-value, kind="stable")[:_N_ORDERED]


def _merge(model: Model, members: Sequence[Case]) -> Profile:
    """Return the profile of one user who has seen it all, with the mean score of each title."""
    items = np.concatenate([one.items for one in members])
    scores = np.concatenate([one.scores for one in members]).astype(np.float64)
    seen, place = np.unique(items, return_inverse=True)
    n_scored = np.bincount(place, scores > 0)
    mean = np.bincount(place, scores) / np.maximum(n_scored, 1)
    dropped = np.bincount(place, np.concatenate([one.is_dropped for one in members])) > 0
    return make_profile(
        model.items,
        model.mu,
        model.items.ids[seen],
        np.rint(mean).astype(np.int8),
        np.ones(len(seen), bool),
        dropped,
    )


def _measure(case: GroupCase, shown: NDArray[np.int64]) -> tuple[F64, F64]:
    """Return totals and weights of the measures, given the first titles."""
    franchise = case.members[0].franchise[shown]
    hits = [np.isin(franchise, one.relevant_franchises) for one in case.members]
    found = [
        ndcg(is_hit, len(one.relevant_franchises), _N_FIRST)
        for is_hit, one in zip(hits, case.members, strict=True)
    ]
    is_all = all(is_hit[:_N_ALL].any() for is_hit in hits)
    known = [np.isin(one.hidden_items, shown) for one in case.members]
    n_bad = sum(
        np.count_nonzero(is_known & ~one.enjoyed)
        for is_known, one in zip(known, case.members, strict=True)
    )
    n_known = sum(np.count_nonzero(is_known) for is_known in known)
    totals = np.array([np.mean(found), min(found), is_all, n_bad], np.float64)
    return totals, np.array([1, 1, 1, n_known], np.float64)


def _scored_by_all(case: GroupCase) -> NDArray[np.int64]:
    shared = case.members[0].hidden_items
    for one in case.members[1:]:
        shared = np.intersect1d(shared, one.hidden_items, assume_unique=True)
    return shared


def _enjoyed_by_all(case: GroupCase, shared: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (n,) which of (n,) titles that all members have scored all of them enjoyed."""
    return np.asarray(np.all([np.isin(shared, one.relevant) for one in case.members], axis=0))


def _tables(cases: Sequence[GroupCase], outcomes: Sequence[GroupOutcome]) -> Iterator[MeasureTable]:
    rules = tuple(outcomes[0].totals)
    totals = {rule: np.stack([one.totals[rule] for one in outcomes]) for rule in rules}
    weights = {rule: np.stack([one.weights[rule] for one in outcomes]) for rule in rules}
    yield MeasureTable("Rules", {rule: _row(totals[rule], weights[rule]) for rule in rules})
    first, *others = rules
    yield MeasureTable(
        f"Difference: {first} minus the other, group by group",
        {
            other: {
                name: mean_of(totals[first][:, k] - totals[other][:, k])
                for k, name in enumerate(_MEASURES[:3])
            }
            for other in others
        },
    )
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, case in enumerate(cases):
        places[f"{len(case.members)}, {case.kind}"].append(place)
    yield MeasureTable(
        f"Groups: {first}",
        {
            name: {"groups": Measure(len(some)), **_row(totals[first][some], weights[first][some])}
            for name, some in places.items()
        },
    )
    yield _calibration(outcomes)


def _row(totals: F64, weights: F64) -> dict[str, Measure]:
    return {name: ratio_of(totals[:, k], weights[:, k]) for k, name in enumerate(_MEASURES)}


def _calibration(outcomes: Sequence[GroupOutcome]) -> MeasureTable:
    """Compare the chance that everybody enjoys a title with how often that is so."""
    chances = np.concatenate([one.chances for one in outcomes])
    enjoyed = np.concatenate([one.enjoyed for one in outcomes])
    group = np.repeat(np.arange(len(outcomes)), [len(one.chances) for one in outcomes])
    bins = np.minimum((chances * N_BINS).astype(np.int64), N_BINS - 1)
    rows = {"all": _compare(chances, enjoyed, group)}
    for k in np.unique(bins).tolist():
        some = bins == k
        rows[f"{100 * k // N_BINS}-{100 * (k + 1) // N_BINS} %"] = _compare(
            chances[some], enjoyed[some], group[some]
        )
    return MeasureTable("Chance that everybody likes it, of titles that all have scored", rows)


def _compare(
    chances: F64, enjoyed: NDArray[np.bool_], group: NDArray[np.int64]
) -> dict[str, Measure]:
    """Compare (n,) chances and outcomes; those of one group are not independent."""
    groups, place = np.unique(group, return_inverse=True)
    n_titles = np.bincount(place, minlength=len(groups)).astype(np.float64)
    return {
        "predicted": ratio_of(np.bincount(place, chances), n_titles),
        "observed": ratio_of(np.bincount(place, enjoyed), n_titles),
        "difference": ratio_of(np.bincount(place, enjoyed - chances), n_titles),
        "titles": Measure(len(chances)),
    }
