"""People compared by their stored lists, with a real store and snapshot, and no MAL."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from community import TITLES, working_copy

from reko_core.app import Core, open_core
from reko_core.contract.affinity import AffinityRequest
from reko_core.domain.models import Entries, Status, UserList
from reko_core.observability.metrics import Metrics
from reko_core.settings import Settings
from reko_core.store import TitleRank

NOW = datetime.now(UTC)
IDS = sorted(TITLES)
# More than one batch of the engine's pool.
NAMES = [f"user_{n:02}" for n in range(25)]


@pytest.fixture
async def core(built: Settings, tmp_path: Path) -> AsyncIterator[Core]:
    """Return a core whose store has lists of a few people."""
    rng = np.random.default_rng(5)
    async with open_core(working_copy(built, tmp_path), Metrics()) as opened:
        for name in NAMES:
            ids = rng.choice(IDS, 40, replace=False)
            await put(opened, name, ids, rng.integers(4, 11, 40))
        yield opened


async def put(
    core: Core, name: str, ids: Sequence[int], scores: Sequence[int], status: Status | None = None
) -> None:
    statuses = np.full(len(ids), status or Status.COMPLETED)
    entries = Entries.build(np.array(ids), np.array(scores), statuses)
    await core.store.lists.put(UserList(name, entries, NOW))


async def test_closeness_is_the_comparison_of_each_pair(core: Core) -> None:
    own, *others = NAMES
    found = await core.recommender.people.closest_to(own, [*others, own.upper(), "not_stored"])

    assert {one.user_name for one in found} == set(others)
    assert [one.affinity for one in found] == sorted((one.affinity for one in found), reverse=True)
    for one in found[:3]:
        request = AffinityRequest(user_names=(own, one.user_name))
        pair = await core.recommender.affinities.compare(request)
        assert (one.affinity, one.low, one.high, one.n_shared) == (
            *(pair.affinity, pair.low, pair.high, pair.shared.seen),
        )


async def test_nobody_is_close_without_a_title_in_common(core: Core) -> None:
    await put(core, "empty", [], [])
    assert await core.recommender.people.closest_to(NAMES[0], ["empty"]) == []
    assert await core.recommender.people.closest_to("empty", NAMES) == []


async def test_opinions_are_scores_plans_and_predictions(core: Core) -> None:
    anime_id = IDS[0]
    await put(core, "fan", [anime_id], [9])
    await put(core, "critic", [anime_id], [2], Status.DROPPED)
    await put(core, "planner", [anime_id, *IDS[1:30]], [0] * 30, Status.PLAN_TO_WATCH)
    await put(core, "other", IDS[1:30], [8] * 29)

    anime, found = await core.recommender.people.opinions_of(
        anime_id, ["other", "PLANNER", "critic", "fan", "not_stored"]
    )

    assert anime.id == anime_id
    assert [(one.user_name, one.score, one.is_seen, one.is_planned) for one in found] == [
        ("fan", 9, True, False),
        ("critic", 2, True, False),
        ("planner", 0, False, True),
        ("other", 0, False, False),
    ]
    assert all((one.expected is None) == one.is_seen for one in found)
    assert all(1 <= one.expected <= 10 for one in found if one.expected is not None)


async def test_titles_outside_the_community_are_predicted_from_their_mean(core: Core) -> None:
    found = {}
    for anime_id, mean in ((900_001, 5.0), (900_002, 8.0)):
        anime = replace(TITLES[IDS[0]], id=anime_id, mean=mean)
        await core.store.catalogue.put_many([anime], TitleRank.MAL)
        _, (found[mean],) = await core.recommender.people.opinions_of(anime_id, NAMES[:1])
    assert found[8.0].expected == pytest.approx(3 + (found[5.0].expected or 0), abs=0.11)
