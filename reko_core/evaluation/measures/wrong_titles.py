"""The most frequent wrong titles: the right franchise, but a title of it that was not seen.

For each of the first ten recommended titles whose franchise is relevant, although the title itself
is not on the list: the title, and those of the franchise that are hidden on that list.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime
from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.measures.outcomes import N_FIRST, Outcomes

__all__ = ["WrongTitle", "count_wrong_titles", "find_wrong_titles"]


@dataclass(frozen=True, slots=True)
class WrongTitle:
    """A title recommended to `count` users who have seen not it, but others of its franchise.

    anime_id, title: of the recommended one. seen_id, seen_title: of the one that most of these
    users have seen instead, seen_count of them.
    """

    anime_id: int
    title: str
    count: int
    seen_id: int
    seen_title: str
    seen_count: int


def find_wrong_titles(
    outcomes: Outcomes,
    cases: Sequence[Case],
    ids: NDArray[np.integer],
    titles: Mapping[int, Anime],
) -> tuple[WrongTitle, ...]:
    """Return all wrong titles, the most frequent first. ids: (n_items,) MAL ids."""
    misses = (
        (int(ids[item]), ids[instead].tolist())
        for shown, case in zip(outcomes.shown, cases, strict=True)
        for item, instead in _misses(shown[:N_FIRST], case)
    )
    return count_wrong_titles(misses, titles)


def count_wrong_titles(
    misses: Iterable[tuple[int, Iterable[int]]], titles: Mapping[int, Anime]
) -> tuple[WrongTitle, ...]:
    """Count wrong titles, the most frequent first; each with those that a user has seen instead."""
    seen_instead: defaultdict[int, Counter[int]] = defaultdict(Counter)
    counts: Counter[int] = Counter()
    for anime_id, seen_ids in misses:
        counts[anime_id] += 1
        seen_instead[anime_id].update(seen_ids)
    found = []
    for anime_id, count in sorted(counts.items(), key=_by_count):
        seen_id, seen_count = min(seen_instead[anime_id].items(), key=_by_count)
        title, seen_title = (
            titles[one].title if one in titles else "" for one in (anime_id, seen_id)
        )
        found.append(WrongTitle(anime_id, title, count, seen_id, seen_title, seen_count))
    return tuple(found)


def _by_count(counted: tuple[int, int]) -> tuple[int, int]:
    """Order (id, count): the highest count first, then the lowest id."""
    anime_id, count = counted
    return -count, anime_id


def _misses(shown: NDArray[np.int64], case: Case) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield each wrong title and the hidden titles of its franchise."""
    hidden = np.concatenate([case.hidden_items, case.unscored_items])
    relevant = set(case.relevant_franchises.tolist())
    for item in shown[shown >= 0].tolist():
        if case.franchise[item] in relevant and item not in hidden:
            yield item, hidden[case.franchise[hidden] == case.franchise[item]]
