"""Explanations on real lists: latency, and whether the named titles have the stated effect.

Users are held out of REKO_DATA's community and a fifth of their scored franchises is hidden. Hidden
titles and unseen ones, sampled by popularity, are explained. The titles named to raise or lower the
expected score are then removed from the list, one by one and as a group, and the score is computed
again from scratch: similar users, residuals, prediction.

Predictions for titles that are not in the community are tested on hidden titles, as if only their
mean on MAL, or nothing, were known.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from support.held_out_users import hold_out_reported
from support.real_lists import DATA, read_lists

from reko_core.domain.models import Anime
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.explanation.explain import Explanation, explain
from reko_core.engine.explanation.title_prediction import predict_unknown_title
from reko_core.engine.model import Model
from reko_core.engine.prediction.expected_score import MAX_SCORE, MIN_SCORE
from reko_core.engine.similarity.search import find_similar
from reko_core.evaluation.holdout.cases import Case

MIN_SCORED = 20
N_WARM_UP = 20
NO_USERS = np.zeros(0, np.int64)
BOUNDS = (0.01, 0.03, 0.1, np.inf)


@dataclass(frozen=True, slots=True)
class Found:
    """Seconds by step; (stated, actual) effects of titles and groups.

    n_clipped: those without an effect, as both scores were clipped to the scale.
    """

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    single: list[tuple[float, float]] = field(default_factory=list)
    group: list[tuple[float, float]] = field(default_factory=list)
    n_clipped: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, stated: float, now: float, without: float) -> None:
        """Add the stated effect of a removal, and the actual one."""
        if now == without and now in {MIN_SCORE, MAX_SCORE}:
            self.n_clipped[kind] += 1
        else:
            getattr(self, kind).append((stated, now - without))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=150)
    parser.add_argument("--titles", type=int, default=2, help="of each kind, by user")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    lists = read_lists(options.data)
    draw = hold_out_reported(lists, options.users, MIN_SCORED, options.seed)
    model, rng = draw.model, np.random.default_rng(options.seed)
    print(f"{len(draw.cases)} users, {model.rows.n_users:,} in the community")
    found = Found()
    for number, case in enumerate(draw.cases):
        for item in _draw_items(model, case, options.titles, rng):
            _try(model, case, int(item), found, is_timed=number >= N_WARM_UP)
    _print_times(found)
    _print_directions(found)
    _print_unknown(model, draw.cases, lists.titles)


def _draw_items(
    model: Model, case: Case, n_titles: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    chances = model.items.popularity.astype(np.float64)
    chances[case.items] = chances[case.hidden_items] = 0
    n_hidden = min(n_titles, len(case.hidden_items))
    hidden = rng.choice(case.hidden_items, n_hidden, replace=False)
    return np.r_[hidden, rng.choice(len(chances), n_titles, False, chances / chances.sum())]


def _try(model: Model, case: Case, item: int, found: Found, *, is_timed: bool) -> None:
    profile = case.fold_in(model)
    started = time.perf_counter()
    find_similar(profile, model.rows, model.columns, model.items, model.mu, exclude=NO_USERS)
    halfway = time.perf_counter()
    explained = explain(model, profile, item, excluded_users=NO_USERS)
    if is_timed:
        found.seconds["similar"].append(halfway - started)
        found.seconds["explain"].append(time.perf_counter() - halfway)
    _remove(model, case, item, explained, found)


def _remove(model: Model, case: Case, item: int, explained: Explanation, found: Found) -> None:
    """Take the named titles off the list, and note what was predicted and what came."""
    now = explained.prediction.score

    def score_without(items: list[int]) -> float:
        left = _without(model, case, items)
        return explain(model, left, item, excluded_users=NO_USERS).prediction.score

    for group in (explained.raising, explained.lowering):
        named = [one.item for one in group.influences]
        for one in group.influences:
            found.add("single", one.effect, now, score_without([one.item]))
        if group.without is not None:
            found.add("group", now - group.without, now, score_without(named))


def _without(model: Model, case: Case, items: list[int]) -> Profile:
    kept = ~np.isin(case.items, items)
    ids = model.items.ids[case.items[kept]]
    everything = np.ones(len(ids), bool)
    return make_profile(
        model.items, model.mu, ids, case.scores[kept], everything, case.is_dropped[kept]
    )


def _print_times(found: Found) -> None:
    for step, seconds in found.seconds.items():
        median, p99 = (1000 * float(np.quantile(seconds, q)) for q in (0.5, 0.99))
        print(f"  {step:8} median {median:.1f} ms, p99 {p99:.1f} ms (n={len(seconds)})")
    beyond = np.subtract(found.seconds["explain"], found.seconds["similar"])
    print(f"  beyond finding similar users: median {1000 * float(np.median(beyond)):.1f} ms")


def _print_directions(found: Found) -> None:
    for name, pairs in (("single", found.single), ("group", found.group)):
        stated, actual = np.array(pairs).T
        is_right = stated * actual > 0
        off = np.abs(stated - actual).mean()
        print(
            f"  {name}: sign right in {is_right.mean():.4f} of {len(stated)}, "
            f"mean error {off:.4f}; {found.n_clipped[name]} more clipped to the scale"
        )
        for low, high in pairwise(BOUNDS):
            here = (np.abs(stated) >= low) & (np.abs(stated) < high)
            if here.any():
                print(
                    f"    stated {low:g} to {high:g}: {is_right[here].mean():.4f} of {here.sum()}"
                )


def _print_unknown(model: Model, cases: list[Case], titles: Mapping[int, Anime]) -> None:
    for name in ("mean", "nothing"):
        within, widths, errors = [], [], []
        for case in cases:
            profile = case.fold_in(model)
            for item, score in zip(case.hidden_items.tolist(), case.hidden_scores, strict=True):
                anime = titles.get(int(model.items.ids[item]))
                mean = anime.mean if anime is not None and name == "mean" else None
                if name == "mean" and mean is None:
                    continue
                predicted = predict_unknown_title(model, profile, mean)
                within.append(predicted.low <= score <= predicted.high)
                widths.append(predicted.high - predicted.low)
                errors.append(predicted.score - score)
        rmse = np.sqrt(np.mean(np.square(errors)))
        print(
            f"  unknown title, {name} known: RMSE {rmse:.3f}, interval {np.mean(widths):.2f} wide, "
            f"{np.mean(within):.3f} within it (n={len(within)})"
        )


if __name__ == "__main__":
    main()
