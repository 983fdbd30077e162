"""How soon recommendations get good when people without a list rate titles one is shown.

Held-out users are asked about titles in the order of each rule, and know those on the visible part
of their lists; titles of hidden franchises are passed over. After 5, 10, 20 and 40 titles shown,
and after 5, 10 and 20 known ones, the recommendations from the answers alone are measured as by
`reko evaluate`. "engine" asks as the page does, "engine, buttons" with two answers for a known
title, liked (8) or not (4), and "engine, not adapted" in one order for everybody.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from support.held_out_users import hold_out_reported
from support.real_lists import DATA, read_lists

from reko_core.contract.titles_to_rate import LIKED_SCORE, NOT_LIKED_SCORE
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.model import Model
from reko_core.engine.titles_to_rate.choose import choose_titles
from reko_core.engine.titles_to_rate.interest_covariance import InterestCovariance
from reko_core.evaluation.evaluated_models import Engine
from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.measures.outcomes import N_FIRST, rank
from reko_core.evaluation.measures.ranking_metrics import ndcg
from reko_core.snapshots.filters import build_filters

SHOWN, KNOWN = (5, 10, 20, 40), (5, 10, 20)
BATCH = 5
MAX_SHOWN = 120
MAX_GENRES = 20

I64 = NDArray[np.int64]


@dataclass
class Answers:
    """The items asked about, and the scores of those known."""

    asked: list[int] = field(default_factory=list)
    known: dict[int, int] = field(default_factory=dict)

    def profile(self, model: Model) -> Profile:
        """Return the list that the answers make."""
        items = np.array(sorted(self.known), np.int64)
        scores = np.array([self.known[item] for item in items.tolist()], np.int8)
        is_seen = np.ones(len(items), bool)
        return make_profile(
            model.items, model.mu, model.items.ids[items], scores, is_seen, ~is_seen
        )


Rule = Callable[[Answers], Iterator[int]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=400, help="of the 1,500 held out")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--rule", action="append", help="measure this rule only; may be repeated")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    lists = read_lists(options.data)
    draw = hold_out_reported(lists, 1500, 20, options.seed)
    model, cases = draw.model, [case for case in draw.cases if len(case.relevant)][: options.users]
    interest = InterestCovariance.of(model.items, model.columns)
    genres = build_filters(model.items.ids, lists.titles, model.items.popularity).genre_matrix()
    adapted = partial(_adapted, model, interest)
    fixed = partial(iter, next(_batches(model, interest, Answers(), MAX_SHOWN)))
    rules: dict[str, Rule] = {
        "most popular": lambda _: iter(interest.items.tolist()),
        "most popular of each genre": lambda _: _by_genre(interest.items, genres),
        "popular and disputed": lambda _: iter(_by_variance(model, interest.items)),
        "engine, not adapted": lambda _: fixed(),
        "engine": adapted,
        "engine, buttons": adapted,
    }
    print(f"{len(cases)} users, {model.n_users:,} in the community; nDCG@10 (known or shown)")
    print(f"{'':28}" + "".join(f"{f'{n} shown':>14}" for n in SHOWN), end="")
    print("".join(f"{f'{n} known':>14}" for n in KNOWN))
    for name, rule in rules.items():
        if options.rule and name not in options.rule:
            continue
        rows = [
            _measure(model, interest, case, rule, with_buttons="buttons" in name) for case in cases
        ]
        mean, count = np.mean(rows, axis=0).T
        cells = (f"{one:.3f} ({n:.1f})" for one, n in zip(mean, count, strict=True))
        print(f"{name:28}" + "".join(f"{cell:>14}" for cell in cells), flush=True)


def _measure(
    model: Model, interest: InterestCovariance, case: Case, rule: Rule, *, with_buttons: bool
) -> list[tuple[float, int]]:
    """Return nDCG@10 and the known titles after SHOWN, then nDCG@10 and the shown after KNOWN."""
    engine, answers, scores = (
        Engine(model),
        Answers(),
        dict(zip(case.items, case.scores, strict=True)),
    )
    is_hidden = np.isin(case.franchise[interest.items], case.franchise[case.hidden_items])
    hidden = set(interest.items[is_hidden].tolist())
    by_shown: dict[int, tuple[float, int]] = {}
    by_known: dict[int, tuple[float, int]] = {}
    n_shown = 0
    for item in rule(answers):
        answers.asked.append(item)
        if item in hidden:
            continue
        n_shown += 1
        if item in scores:
            score = int(scores[item])
            if with_buttons and score:
                score = LIKED_SCORE if score >= case.mean else NOT_LIKED_SCORE
            answers.known[item] = score
        if item in scores and len(answers.known) in KNOWN:
            by_known[len(answers.known)] = _quality(engine, case, answers), n_shown
        if n_shown in SHOWN:
            by_shown[n_shown] = _quality(engine, case, answers), len(answers.known)
        if n_shown == MAX_SHOWN or (n_shown >= SHOWN[-1] and len(by_known) == len(KNOWN)):
            break
    last = _quality(engine, case, answers), n_shown
    return [*(by_shown[n] for n in SHOWN), *(by_known.get(n, last) for n in KNOWN)]


def _quality(engine: Engine, case: Case, answers: Answers) -> float:
    predicted = engine.predict(answers.profile(engine.model)).title_scores
    scores = np.where(case.is_candidate, predicted, -np.inf)
    ranked = rank(scores, case.franchise, engine.model.items.popularity)
    return ndcg(np.isin(ranked, case.relevant), len(case.relevant_franchises), N_FIRST)


def _adapted(model: Model, interest: InterestCovariance, answers: Answers) -> Iterator[int]:
    for batch in _batches(model, interest, answers, BATCH):
        yield from batch


def _batches(
    model: Model, interest: InterestCovariance, answers: Answers, size: int
) -> Iterator[list[int]]:
    while True:
        asked = np.array(answers.asked, np.int64)
        yield choose_titles(model, interest, answers.profile(model), asked, size).tolist()


def _by_genre(items: I64, has_genre: NDArray[np.bool_]) -> Iterator[int]:
    """Yield the most popular title of each of the most frequent genres, then the next of each."""
    left = has_genre[:MAX_GENRES, items]
    while left.any():
        for genre in range(len(left)):
            if left[genre].any():
                first = int(left[genre].argmax())
                left[:, first] = False
                yield int(items[first])


def _by_variance(model: Model, items: I64) -> list[int]:
    """Return items by popularity times the variance of their scores."""
    scores = (model.rows.packed & SCORE_MASK).astype(np.float64)
    is_scored = scores > 0
    at, own, size = model.rows.items[is_scored], scores[is_scored], model.items.n_items
    n, total, squares = (np.bincount(at, own**power, size) for power in (0, 1, 2))
    variance = squares / np.maximum(n, 1) - (total / np.maximum(n, 1)) ** 2
    found: list[int] = items[np.argsort(-(model.items.popularity * variance)[items])].tolist()
    return found


if __name__ == "__main__":
    main()
