"""Joins the news of several people, and the kinds of news, naming no title twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import mean

from reko_core.contract.digest import Digest, DigestKind, DigestSection, DigestTitle

__all__ = ["News", "join_news"]

News = Mapping[DigestKind, Sequence[DigestTitle]]


def join_news(people: Sequence[News], max_titles: Mapping[DigestKind, int]) -> Digest | None:
    """Return a digest of the news of each person, None if there are none.

    The keys of max_titles are the kinds in their order: a title goes to the first that has it,
    and a kind has at most so many titles, those first that are news for most people.
    """
    named: set[int] = set()
    sections = []
    for kind, limit in max_titles.items():
        titles = [
            title
            for title in _joined(news.get(kind, ()) for news in people)
            if title.info.id not in named
        ][:limit]
        named.update(title.info.id for title in titles)
        if titles:
            sections.append(DigestSection(kind=kind, titles=tuple(titles)))
    return Digest(sections=tuple(sections), n_people=len(people)) if sections else None


def _joined(found: Iterable[Sequence[DigestTitle]]) -> list[DigestTitle]:
    """Return the titles that anybody has; those of most people first, then as they are ordered."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    same: defaultdict[int, list[DigestTitle]] = defaultdict(list)
    for titles in found:
        for place, title in enumerate(titles):
            places[title.info.id].append(place)
            same[title.info.id].append(title)
    order = sorted(same, key=lambda one: (-len(same[one]), min(places[one]), one))
    return [_for_all(same[anime_id]) for anime_id in order]


def _for_all(titles: Sequence[DigestTitle]) -> DigestTitle:
    first = titles[0]
    if len(titles) == 1:
        return first
    matches = [title.match for title in titles if title.match is not None]
    changes = {
        "n_people": len(titles),
        "match": round(mean(matches)) if matches else None,
        "own_score": None,
    }
    return first.model_copy(update=changes)
