"""The most frequent wrong titles: the right franchise, but a title of it that was not seen.

For each of the first ten recommended titles whose franchise is relevant, although the title itself
is not on the list: the title, and those of the franchise that are hidden on that list.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime
from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.measures.outcomes import N_FIRST, Outcomes

__all__ = ["WrongTitle", "find_wrong_titles"]


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
    seen_instead: defaultdict[int, Counter[int]] = defaultdict(Counter)
    counts: Counter[int] = Counter()
    for shown, case in zip(outcomes.shown, cases, strict=True):
        for item, instead in _misses(shown[:N_FIRST], case):
            counts[item] += 1
            seen_instead[item].update(instead)
    found = []
    for item, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        seen, seen_count = min(seen_instead[item].items(), key=lambda one: (-one[1], one[0]))
        anime_id, seen_id = int(ids[item]), int(ids[seen])
        found.append(
            WrongTitle(
                anime_id,
                _name(anime_id, titles),
                count,
                seen_id,
                _name(seen_id, titles),
                seen_count,
            )
        )
    return tuple(found)


def _misses(shown: NDArray[np.int64], case: Case) -> Iterator[tuple[int, list[int]]]:
    """Yield each wrong title and the hidden titles of its franchise."""
    hidden = np.concatenate([case.hidden_items, case.unscored_items])
    relevant = set(case.relevant_franchises.tolist())
    for item in shown[shown >= 0].tolist():
        if case.franchise[item] in relevant and item not in hidden:
            yield item, hidden[case.franchise[hidden] == case.franchise[item]].tolist()


def _name(anime_id: int, titles: Mapping[int, Anime]) -> str:
    anime = titles.get(anime_id)
    return anime.title if anime else ""
