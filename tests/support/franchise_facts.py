"""Facts about well-known franchises: where a newcomer starts, and what is seen before what."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FACTS = Path(__file__).parents[1] / "facts/well_known_franchises.toml"


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a franchise. needs: of each set of ids, one has to be seen before."""

    id: int
    name: str
    franchise: str
    is_start: bool
    needs: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """titles: by MAL id. franchises: the ids of each, by name."""

    titles: Mapping[int, Title]
    franchises: Mapping[str, frozenset[int]]

    def check(
        self, begun: AbstractSet[int], recommended: Iterable[int]
    ) -> Iterator[tuple[Title, str | None]]:
        """Yield the titles of well-known franchises, each with why it is wrong (None: right).

        begun: ids of which the user has seen something. A title is wrong if nothing of its
        franchise is begun and it is no start, or if something that it needs is not begun.
        """
        for title in (self.titles[one] for one in recommended if one in self.titles):
            yield title, self._reason(title, begun)

    def _reason(self, title: Title, begun: AbstractSet[int]) -> str | None:
        if not title.is_start and begun.isdisjoint(self.franchises[title.franchise]):
            return "not the start"
        missing = (group for group in title.needs if begun.isdisjoint(group))
        if group := next(missing, None):
            return f"before {' or '.join(self.titles[one].name for one in sorted(group))}"
        return None


@cache
def load_facts() -> Facts:
    """Read the facts."""
    titles: dict[int, Title] = {}
    franchises = {}
    for franchise in tomllib.loads(FACTS.read_text(encoding="utf-8"))["franchise"]:
        found = [*_read_titles(franchise["name"], franchise["titles"])]
        franchises[franchise["name"]] = frozenset(title.id for title in found)
        titles.update((title.id, title) for title in found)
    return Facts(titles, franchises)


def _read_titles(franchise: str, rows: list[dict[str, Any]]) -> Iterator[Title]:
    starts = [row["id"] for row in rows if row.get("start")]
    for row in rows:
        is_start = row.get("start", False)
        needs = row.get("needs", [] if is_start else [starts])
        groups = (frozenset(one if isinstance(one, list) else [one]) for one in needs)
        yield Title(row["id"], row["title"], franchise, is_start, tuple(groups))
