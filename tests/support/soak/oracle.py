"""The oracle: the engine on the snapshots of the run, without any faults."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, cast

from reko_core.contract.recommend import Request, Response
from reko_core.domain.models import Anime, UserList
from reko_core.engine.ranking.neighbours import NeighbourRules
from reko_core.errors import SnapshotError
from reko_core.observability.metrics import Metrics
from reko_core.service.engine_adapter import EngineAdapter
from reko_core.service.engine_pool import EnginePool
from reko_core.service.recommender import Recommender
from reko_core.service.resources import Resources
from reko_core.snapshots.storage import Snapshot, current_name, load_snapshot
from reko_core.snapshots.user_hashes import UserHasher

__all__ = ["Oracle"]

# How long a running program may still use the previous snapshot: it polls once a second.
LATE_S = 10.0


@dataclass
class _Held:
    """A snapshot, a list, and titles: the recommender's dependencies, in memory."""

    current: Snapshot
    titles: Mapping[int, Anime]
    lists: Any
    known: dict[str, Response] = field(default_factory=dict)
    replaced_at: float | None = None

    async def get(self, asked: Any, **_: Any) -> Any:
        if not isinstance(asked, str):
            return {key: self.titles[key] for key in asked}
        entries = await self.lists.get(asked)
        return UserList(asked, entries, datetime(2024, 1, 1, tzinfo=UTC))


class Oracle:
    """Every snapshot that was in use, and when."""

    def __init__(
        self,
        directories: Sequence[Path],
        secret: str,
        titles: Mapping[int, Anime],
        lists: object,
        *,
        late_s: float = LATE_S,
    ) -> None:
        self._directories, self._secret, self._late_s = directories, secret, late_s
        self._titles, self._lists = titles, lists
        self._held: list[_Held] = []
        self._last: dict[Path, str] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="oracle")

    @property
    def n_snapshots(self) -> int:
        return len(self._held)

    def close(self) -> None:
        self._pool.shutdown()

    def look(self) -> None:
        """Add the snapshots that are in use now, unless they are damaged."""
        held = {one.current.name: one for one in self._held}
        in_use = set()
        for directory in self._directories:
            try:
                name = current_name(directory) or ""
                if name not in held:
                    found = load_snapshot(directory)
                    name = found.name
                    held.setdefault(name, _Held(found, self._titles, self._lists))
            except SnapshotError:
                # Its earlier one stays in use.
                in_use |= {self._last.get(directory, "")}
                continue
            self._last[directory] = name
            in_use.add(name)
        for name, one in held.items():
            if name in in_use:
                one.replaced_at = None
            elif one.replaced_at is None:
                one.replaced_at = monotonic()
        self._held = list(held.values())

    async def difference(self, request: Request, answer: Response, asked_at: float) -> str:
        """Return the difference, if the response matches no snapshot that may have been in use."""
        given, names = _comparable(answer), []
        for held in self._in_use(asked_at):
            right = _comparable(await self._answer(held, request))
            if right == given:
                return ""
            names.append(held.current.name)
        return f"none of {', '.join(names)} says so; {_first_difference(given, right)}"

    def _in_use(self, since: float) -> Sequence[_Held]:
        self.look()
        return [
            held
            for held in reversed(self._held)
            if held.replaced_at is None or held.replaced_at > since - self._late_s
        ]

    async def _answer(self, held: _Held, request: Request) -> Response:
        key = request.model_dump_json()
        if key not in held.known:
            source = cast("Any", held)
            metrics = Metrics().engine
            hasher = UserHasher(self._secret)
            resources = Resources(
                store=source,
                lists=source,
                titles=source,
                snapshots=source,
                engine=EngineAdapter(hasher, NeighbourRules()),
                hasher=hasher,
                pool=EnginePool(self._pool, metrics),
            )
            recommender = Recommender(resources, source, source, metrics)
            held.known[key] = await asyncio.shield(recommender.recommend(request))
        return held.known[key]


def _first_difference(given: Any, right: Any, where: str = "answer") -> str:
    """Return the first difference between two responses."""
    if isinstance(given, dict) and isinstance(right, dict):
        parts = [(key, given[key], right[key]) for key in given]
    elif isinstance(given, list) and isinstance(right, list) and len(given) == len(right):
        parts = [(number, *pair) for number, pair in enumerate(zip(given, right, strict=True))]
    else:
        return f"{where}: {given!r:.200} where {right!r:.200} is right"
    key, one, other = next(part for part in parts if part[1] != part[2])
    return _first_difference(one, other, f"{where}.{key}")


def _comparable(answer: Response) -> dict[str, Any]:
    """Return the response without its age and without title data other than names."""
    body = answer.model_dump(mode="json")
    del body["metadata"]["user_last_analyzed"]
    for reko in body["rekos"]:
        reko["info"] = {"id": reko["info"]["id"], "title": reko["info"]["title"]}
    return body
