"""How well the titles of a season are ranked for held-out users before many have seen them.

AUC       a title that the user came to like is ahead of another of the season, ties count half
nDCG@5    hits are the titles that the user came to like

within 90 %  of the scores given to titles of the season, those within their 90 % interval

The mean over users who have liked some of the season, but not all, in the seasons of
`holdout.season_split`. Lists: how many of the community reach into the season.
"""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime
from reko_core.engine.model import Model
from reko_core.engine.season.rank_season import SeasonQuery, describe_season, rank_season
from reko_core.errors import BadInput
from reko_core.evaluation.holdout.season_split import SeasonCase, SeasonSplit, latest_seasons
from reko_core.evaluation.measures.auc import weighted_auc
from reko_core.evaluation.measures.ranking_metrics import ndcg
from reko_core.evaluation.tasks.task_report import MeasureTable, TaskReport, mean_of, ratio_of
from reko_core.runtime.step_progress import StepProgress
from reko_core.snapshots.builder.load_lists import LoadedLists

__all__ = ["N_LISTS", "evaluate_seasons", "measure_season"]

N_LISTS = (0, 20, 100)
_N_SEASONS = 3
_N_FIRST = 5

Found = dict[str, list[tuple[float, ...]]]


def evaluate_seasons(
    gathered: LoadedLists,
    titles: Mapping[int, Anime],
    *,
    n_users: int,
    min_scored: int,
    seed: int,
    report: StepProgress,
) -> TaskReport:
    """Evaluate on the latest seasons that lists reach into. Raises BadInput if there is none.

    Users of even numbers are not asked: to those of some public lists the weights were fitted.
    """
    splits = list(latest_seasons(gathered, titles, _N_SEASONS, min_scored=min_scored, seed=seed))
    if not splits:
        raise BadInput("community", "no season is on enough lists: import more")
    total: Found = defaultdict(list)
    tables = []
    for number, split in enumerate(splits):
        name = f"{split.season.name} {split.season.year}"
        report(name, number, len(splits))
        tested = split.tested[split.tested % 2 == 1][: n_users // len(splits)]
        found = measure_season(split, tested)
        for row, values in found.items():
            total[row] += values
        tables.append(_table(f"{name}: {len(split.new)} titles, {len(tested)} users", found))
    about = (
        f"{len(splits)} seasons, seed {seed}; a third of the users is held out",
        "lists: how many of the community reach into the season",
        "AUC, nDCG@5: hits are titles that the user came to score at least their mean of before;",
        "within 90 %: of the scores given to the season's titles, those within their interval",
    )
    return TaskReport("season", about, (_table("All seasons", total), *tables))


def measure_season(split: SeasonSplit, tested: NDArray[np.int64]) -> Found:
    """Return the measures of each of (n,) users, by what ranks with how many lists.

    AUC and nDCG@5, and of what has intervals, the scores within and all scores.
    """
    found: Found = defaultdict(list)
    for k, model in zip(N_LISTS, split.models(N_LISTS), strict=True):
        items = model.items.index(split.new)
        for user in tested.tolist():
            case = split.case(model, user)
            if case.is_liked.any() and not case.is_liked.all():
                members = {"": split.members} | ({} if k else {", members unknown": None})
                for note, known in members.items():
                    query = SeasonQuery(split.first_day, items, known)
                    found[f"{k} lists{note}"].append(_measure(model, case, query))
                if k == 0:
                    for name, values in _simple(split, model, items, case).items():
                        order = np.argsort(-values, kind="stable")
                        found[name].append(_of_order(case.is_liked[order]))
    return found


def _measure(model: Model, case: SeasonCase, query: SeasonQuery) -> tuple[float, ...]:
    picks = rank_season(model, case.profile, query)
    place = {item: position for position, item in enumerate(query.items.tolist())}
    order = np.array([place[pick.item] for pick in picks])
    scores = case.scores[order]
    errors = np.abs(scores - np.array([pick.expected for pick in picks]))
    is_within = errors <= np.array([pick.half_width for pick in picks])
    n_within = int(np.count_nonzero(is_within[scores > 0]))
    return *_of_order(case.is_liked[order]), n_within, int(np.count_nonzero(scores > 0))


def _simple(
    split: SeasonSplit, model: Model, items: NDArray[np.int64], case: SeasonCase
) -> dict[str, NDArray[np.floating]]:
    """Return (n,) values of the season's titles by simple rules."""
    interest = model.interest
    taste = interest.by_trait(interest.taste(case.profile))[1:]
    query = SeasonQuery(split.first_day, items)
    return {
        "members alone": np.nan_to_num(split.members),
        "content interest alone": interest.has_traits(items) @ taste,
        "expected score alone": describe_season(model, case.profile, query).expected,
    }


def _of_order(is_liked: NDArray[np.bool_]) -> tuple[float, float]:
    """Return AUC and nDCG@5 of a ranking, given what was liked of it, best first."""
    n, nobody = len(is_liked), np.zeros(len(is_liked), np.int64)
    area = weighted_auc(-np.arange(n, dtype=np.float64), is_liked, nobody, np.ones((1, 1)))
    return float(area[0]), ndcg(is_liked, int(np.count_nonzero(is_liked)), _N_FIRST)


def _table(title: str, found: Found) -> MeasureTable:
    rows = {}
    for name, values in found.items():
        areas, gains, *scores = zip(*values, strict=True)
        rows[name] = {"AUC": mean_of(areas), "nDCG@5": mean_of(gains)}
        if scores:
            rows[name]["within 90 %"] = ratio_of(*scores)
    return MeasureTable(title, rows)
