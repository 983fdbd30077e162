from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from reko_core.domain.models import Entries, UserList
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT
from reko_core.errors import BadInput
from reko_core.settings import CommunitySettings
from reko_core.snapshots.builder.load_lists import LoadedLists, load_lists, make_raw_community
from reko_core.store import Store


@pytest.fixture
async def gathered(community: Store, settings: CommunitySettings) -> LoadedLists:
    return await load_lists(community, settings, lambda *_: None)


async def test_loaded_lists_exclude_planned_titles(community: Store, gathered: LoadedLists) -> None:
    (batch,) = [batch async for batch in community.lists.iterate(1000)]

    assert gathered.owners == [(stored.source, stored.name) for stored in batch]
    for user, stored in enumerate(batch):
        ids, packed = gathered.entries(user)
        seen = stored.entries.is_seen
        np.testing.assert_array_equal(ids, stored.entries.anime_ids[seen])
        np.testing.assert_array_equal(packed & SCORE_MASK, stored.entries.scores[seen])
        np.testing.assert_array_equal(packed >> STATUS_SHIFT, stored.entries.statuses[seen])


async def test_removing_users_leaves_the_others_unchanged(gathered: LoadedLists) -> None:
    out = [7, 0, 119]
    left = gathered.without(np.array(out))
    kept = [user for user in range(120) if user not in out]

    assert left.owners == [gathered.owners[user] for user in kept]
    for position, user in enumerate(kept):
        for mine, theirs in zip(left.entries(position), gathered.entries(user), strict=True):
            np.testing.assert_array_equal(mine, theirs)


async def test_removing_nobody_changes_nothing(gathered: LoadedLists) -> None:
    left = gathered.without(np.zeros(0, np.int64))

    np.testing.assert_array_equal(left.indptr, gathered.indptr)
    np.testing.assert_array_equal(left.anime_ids, gathered.anime_ids)


async def test_lists_of_anilist_join_the_community_only_where_the_operator_wants_it(
    store: Store, settings: CommunitySettings
) -> None:
    entries, at = Entries.build(np.arange(1, 31)), datetime(2026, 1, 1, tzinfo=UTC)
    for name in ("somebody", "anilist:somebody", "kitsu:somebody", "own:7"):
        source = name.partition(":")[0] if ":" in name else "mal"
        await store.lists.put(UserList(name, entries, at, source), is_requested=True)

    async def owners(**values: bool) -> list[str]:
        changed = settings.model_copy(update=values)
        return [name for _, name in (await load_lists(store, changed, lambda *_: None)).owners]

    assert await owners() == ["somebody", "kitsu:somebody"]
    everybody = await owners(include_anilist_lists=True)
    assert everybody == ["somebody", "anilist:somebody", "kitsu:somebody"]


async def test_a_user_with_lists_in_several_sources_has_one_in_the_community(
    store: Store, settings: CommunitySettings
) -> None:
    """The one from MAL, else the newest; numbers of dumps are different users."""

    async def put(name: str, source: str, days: int, first_id: int) -> None:
        entries = Entries.build(np.arange(first_id, first_id + 30))
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days)
        await store.lists.put(UserList(name, entries, at, source))

    for source, days in (("kaggle2023", 1), ("mal", 2), ("by_hand", 3)):
        await put("Listed", source, days, days)
    for source, days in (("kaggle2023", 5), ("by_hand", 4)):
        await put("DUMPED", source, days, days)
    for source, first_id in (("kaggle2016", 6), ("kaggle2020", 7)):
        await put("12", source, 0, first_id)
    await put("alone", "kaggle2023", 0, 8)

    lists = await load_lists(store, settings, lambda *_: None)

    first_ids = {owner: int(lists.entries(user)[0][0]) for user, owner in enumerate(lists.owners)}
    assert first_ids == {
        ("mal", "listed"): 2,
        ("kaggle2023", "dumped"): 5,
        ("kaggle2016", "12"): 6,
        ("kaggle2020", "12"): 7,
        ("kaggle2023", "alone"): 8,
    }
    assert lists.n_skipped == {"user has another list": 3}


async def test_progress_counts_the_lists(community: Store, settings: CommunitySettings) -> None:
    steps: list[tuple[str, int, int | None]] = []
    await load_lists(community, settings, lambda *step: steps.append(step))

    assert steps == [("lists", 120, 120)]


async def test_a_community_holds_no_more_titles_than_can_be_numbered(
    store: Store, settings: CommunitySettings
) -> None:
    moment = datetime.now(UTC)
    for number in range(4):
        ids = np.arange(1, 17_001) + 17_000 * number
        await store.lists.put(UserList(f"collector_{number}", Entries.build(ids), moment))

    with pytest.raises(BadInput, match="68000 titles"):
        await load_lists(store, settings, lambda *_: None)


async def test_titles_with_enormous_ids_are_numbered_by_id(
    store: Store, settings: CommunitySettings
) -> None:
    for name, first in (("one", 2_000_000_000), ("two", 9_999_990), ("three", 5)):
        entries = Entries.build(np.arange(first, first + 40))
        await store.lists.put(UserList(name, entries, datetime.now(UTC)))
    lists = await load_lists(store, settings, lambda *_: None)
    raw = make_raw_community(lists, {}, date(2026, 1, 1))

    assert raw.ids.tolist() == sorted(
        [*range(5, 45), *range(9_999_990, 10_000_030), *range(2_000_000_000, 2_000_000_040)]
    )
    found = {lists.owners[user][1]: lists.entries(user)[0][0] for user in range(3)}
    assert found == {"one": 2_000_000_000, "two": 9_999_990, "three": 5}
    np.testing.assert_array_equal(raw.ids[raw.items], lists.anime_ids)
