"""How well titles like one that a held-out user likes please that user.

liked         share of the first ten titles that the user likes: scored at least their mean
alike         share of the first ten that the user likes and whose genres have a cosine of at least
              .3 with those of the given title
novelty       bits of the liked ones among the first ten, -log2 of the share of users who have seen
              it, per title shown
matched AUC   how often a title that the user likes is put before a title of like popularity (at
              most a third more or less) that is not on their list

For everybody, nothing is hidden, as nothing of the list is known. For the user, the given title is
of the visible part of the list, and what is liked, of the hidden part (`holdout.cases`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.candidates import find_candidates
from reko_core.engine.scoring import score_for
from reko_core.engine.similar_titles.find import Asker, score_similar
from reko_core.engine.similar_titles.title_closeness import (
    GivenTitles,
    ease_rows,
    mean_likes,
    viewer_shares,
)
from reko_core.errors import BadInput
from reko_core.evaluation.holdout.cases import make_case
from reko_core.evaluation.holdout.hold_out import HeldOutUser, Split, choose_users, hold_out
from reko_core.evaluation.tasks.task_report import MeasureTable, TaskReport, mean_of
from reko_core.runtime.step_progress import StepProgress
from reko_core.snapshots.builder.load_lists import LoadedLists
from reko_core.snapshots.filters import build_filters

__all__ = [
    "MEASURES",
    "SimilarCase",
    "evaluate_similar",
    "evaluate_split",
    "make_similar_case",
    "measure_case",
]

MEASURES = ("liked", "alike", "novelty", "matched AUC")
_N_FIRST = 10
_ALIKE = 0.3
_POPULARITY_FACTOR = 4 / 3
_NO_USERS = np.zeros(0, np.int64)

F64 = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class SimilarCase:
    """A title that a user likes, and what they like beside it.

    profile: what is known of the list. liked: (n,) items of other franchises that the user likes.
    matched: (n,) items of like popularity that are not on the list, -1 = none.
    """

    item: int
    profile: Profile
    liked: NDArray[np.int64]
    matched: NDArray[np.int64]


def evaluate_similar(
    gathered: LoadedLists,
    titles: Mapping[int, Anime],
    *,
    n_users: int,
    min_scored: int,
    seed: int,
    report: StepProgress,
) -> TaskReport:
    """Evaluate on held-out users. Raises BadInput if the lists are too few."""
    users = choose_users(gathered, n_users, min_scored, seed)
    split = hold_out(gathered, users, titles, datetime.now(UTC).date(), report)
    return evaluate_split(split, titles, seed, report)


def evaluate_split(
    split: Split, titles: Mapping[int, Anime], seed: int, report: StepProgress
) -> TaskReport:
    """Evaluate on the held-out users of a split. Raises BadInput if their lists are too short."""
    items = split.model.items
    has_genre = build_filters(items.ids, titles, items.popularity).genre_matrix()
    tables = []
    for name, for_user in (("For everybody", False), ("For the user", True)):
        outcomes: dict[str, list[F64]] = {}
        for number, user in enumerate(split.users, start=1):
            report(name.lower(), number, len(split.users))
            rng = np.random.default_rng([seed, number])
            case = make_similar_case(split, user, rng, for_user=for_user)
            if case is not None:
                for ranker, scores in _rankers(split.model, case, has_genre, for_user=for_user):
                    outcome = measure_case(split.model, case, scores, has_genre)
                    outcomes.setdefault(ranker, []).append(outcome)
        if not outcomes:
            raise BadInput("community", "no held-out list has titles to compare: import more")
        tables.append(_table(name, outcomes))
    about = (
        f"titles like one that each of {len(split.users):,} held-out users likes, seed {seed}",
        f"trained on the other {split.model.rows.n_users:,}",
        "liked: of the first ten; alike: these, with genres like those of the given title;",
        "novelty: bits of the liked ones; matched AUC: liked before others of like popularity",
    )
    return TaskReport("similar", about, tuple(tables))


def make_similar_case(
    split: Split, user: HeldOutUser, rng: np.random.Generator, *, for_user: bool
) -> SimilarCase | None:
    """Draw a title that a user likes, None if there is none, or nothing that is liked beside it."""
    items = split.model.items
    if for_user:
        case = make_case(user, split.franchise, rng)
        if case is None:
            return None
        profile = case.fold_in(split.model)
        known = case.items[(case.scores > 0) & (case.scores >= case.mean)]
        liked = case.relevant
    else:
        is_scored = user.scores > 0
        is_liked = is_scored & (user.scores >= user.scores[is_scored].astype(np.float32).mean())
        profile, known = _nobody(split.model), user.items[is_liked]
        liked = known
    given = known[items.is_main[known] & items.is_recommendable[known]]
    if len(given) == 0:
        return None
    item = int(rng.choice(given))
    liked = liked[items.franchise[liked] != items.franchise[item]]
    if len(liked) == 0:
        return None
    return SimilarCase(item, profile, liked, _match(split.model, user, item, liked, rng))


def measure_case(
    model: Model, case: SimilarCase, scores: F64, has_genre: Bools
) -> NDArray[np.float64]:
    """Return (4,) of `MEASURES`, NaN where there is nothing to measure."""
    items = model.items
    candidates = find_candidates(
        items,
        case.profile,
        scores,
        banned=items.franchise == items.franchise[case.item],
        include_adult=True,
        continue_franchises=False,
    )
    first = candidates[np.argsort(-scores[candidates], kind="stable")][:_N_FIRST]
    is_liked = np.isin(first, case.liked)
    bits = -np.log2(viewer_shares(model)[first])
    is_matched = case.matched >= 0
    better = scores[case.liked[is_matched]] - scores[case.matched[is_matched]]
    wins = (better > 0) + 0.5 * (better == 0)
    return np.array(
        [
            is_liked.mean(),
            (is_liked & (_cosines(has_genre, case.item, first) >= _ALIKE)).mean(),
            (is_liked * bits).mean(),
            wins.mean() if len(wins) else np.nan,
        ]
    )


def _rankers(
    model: Model, case: SimilarCase, has_genre: Bools, *, for_user: bool
) -> Iterator[tuple[str, F64]]:
    """Yield (n_items,) scores by name: those of the engine, then those of simple models."""
    at = np.array([case.item], np.int64)
    like = GivenTitles(at, has_genre[:, at].T)
    unlike = GivenTitles(at[:0], has_genre[:, at[:0]].T)
    closeness = score_similar(model, like, unlike, has_genre)
    if for_user:
        asker = Asker(case.profile, score_for(model, case.profile, _NO_USERS))
        yield "engine", score_similar(model, like, unlike, has_genre, asker)
        yield "for everybody", closeness
        yield "recommendations", asker.scores.title_scores
        return
    share, likes = viewer_shares(model), mean_likes(model, at)
    yield "engine", closeness
    yield "EASE row", ease_rows(model, at)
    yield "shared likes", likes
    yield "lift of these", likes / share
    yield "genres", _cosines(has_genre, case.item, np.arange(model.items.n_items))
    yield "popularity", share


def _match(
    model: Model,
    user: HeldOutUser,
    item: int,
    liked: NDArray[np.int64],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Draw (n,) items of like popularity that are not on the list."""
    popularity, franchise = model.items.popularity, model.items.franchise
    is_other = (popularity > 0) & (franchise != franchise[item])
    is_other[user.items] = False
    others = np.flatnonzero(is_other)
    others = others[np.argsort(popularity[others], kind="stable")]
    start = np.searchsorted(popularity[others], popularity[liked] / _POPULARITY_FACTOR)
    stop = np.searchsorted(popularity[others], popularity[liked] * _POPULARITY_FACTOR, "right")
    drawn = start + rng.integers(0, np.maximum(stop - start, 1))
    return np.where(stop > start, others[drawn.clip(max=len(others) - 1)], -1)


def _cosines(has_genre: Bools, item: int, others: NDArray[np.int64]) -> F64:
    """Return (n,) cosines of the genres of an item and of (n,) others."""
    shared = np.count_nonzero(has_genre[:, others] & has_genre[:, [item]], axis=0)
    counts = np.count_nonzero(has_genre[:, others], axis=0) * np.count_nonzero(has_genre[:, item])
    return np.asarray(shared / np.sqrt(np.maximum(counts, 1)))


def _nobody(model: Model) -> Profile:
    nothing = np.zeros(0, bool)
    ids, scores = np.zeros(0, np.int32), np.zeros(0, np.int8)
    return make_profile(model.items, model.mu, ids, scores, nothing, nothing)


def _table(title: str, outcomes: Mapping[str, list[F64]]) -> MeasureTable:
    rows = {}
    for name, found in outcomes.items():
        values = np.stack(found)
        rows[name] = {
            measure: mean_of(values[np.isfinite(values[:, k]), k])
            for k, measure in enumerate(MEASURES)
        }
    return MeasureTable(title, rows)
