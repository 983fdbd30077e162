from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from evaluation_settings import MIN_SCORED, N_HELD_OUT, N_USERS, SEED, TODAY

from reko_core.domain.models import Anime, Status, UserList
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.training.fit import fit_model
from reko_core.errors import BadInput
from reko_core.evaluation.holdout.hold_out import Split, choose_users, hold_out
from reko_core.snapshots.builder.load_lists import LoadedLists, make_raw_community
from reko_core.snapshots.builder.title_groups import franchise_labels

Gather = Callable[[Sequence[UserList]], LoadedLists]


@pytest.fixture(scope="module")
def users(gathered: LoadedLists) -> Any:
    return choose_users(gathered, N_HELD_OUT, MIN_SCORED, SEED)


def owners(gathered: LoadedLists, users: Any) -> list[tuple[str, str]]:
    return [gathered.owners[user] for user in users]


def test_nothing_of_a_held_out_user_is_in_the_community(
    *,
    gathered: LoadedLists,
    users: Any,
    split: Split,
    lists: list[UserList],
    gather_lists: Gather,
    titles: Mapping[int, Anime],
) -> None:
    held_out = set(owners(gathered, users))
    others = [one for one in lists if (one.source, one.user_name.lower()) not in held_out]
    # A store without them.
    model = fit_model(make_raw_community(gather_lists(others), titles, TODAY))

    assert len(others) == N_USERS - N_HELD_OUT == split.model.rows.n_users
    for field in fields(model):
        expected, found = getattr(model, field.name), getattr(split.model, field.name)
        if hasattr(expected, "as_dict"):
            for name, array in expected.as_dict().items():
                np.testing.assert_array_equal(found.as_dict()[name], array)
        else:
            np.testing.assert_array_equal(found, expected)


def test_held_out_lists_are_those_of_the_store(
    gathered: LoadedLists, users: Any, split: Split, lists: list[UserList]
) -> None:
    by_owner = {(one.source, one.user_name.lower()): one.entries for one in lists}
    items = split.model.items
    for owner, user in zip(owners(gathered, users), split.users, strict=True):
        entries = by_owner[owner]
        known = entries.is_seen & (items.index(entries.anime_ids) >= 0)
        assert user.source == owner[0]
        np.testing.assert_array_equal(items.ids[user.items], entries.anime_ids[known])
        np.testing.assert_array_equal(user.scores, entries.scores[known])
        dropped = entries.statuses[known] == Status.DROPPED
        np.testing.assert_array_equal(user.is_dropped, dropped)


def test_only_users_with_enough_scores_are_held_out(gathered: LoadedLists) -> None:
    n_scored = [np.count_nonzero(gathered.entries(user)[1] & SCORE_MASK) for user in range(N_USERS)]
    found = choose_users(gathered, N_USERS, 60, SEED)

    assert set(found) == {user for user, n in enumerate(n_scored) if n >= 60}


def test_at_most_half_of_the_community_is_held_out(gathered: LoadedLists) -> None:
    found = choose_users(gathered, N_USERS, 1, SEED)

    assert len(set(found)) == N_USERS // 2


def test_the_sample_depends_on_the_seed(gathered: LoadedLists, users: Any) -> None:
    again, other = (choose_users(gathered, N_HELD_OUT, MIN_SCORED, seed) for seed in (SEED, 4))

    np.testing.assert_array_equal(again, users)
    assert set(other) != set(users)


def test_the_sample_is_independent_of_import_order(
    gathered: LoadedLists, users: Any, lists: list[UserList], gather_lists: Gather
) -> None:
    turned = gather_lists(lists[::-1])
    found = choose_users(turned, N_HELD_OUT, MIN_SCORED, SEED)

    assert owners(turned, found) == owners(gathered, users)


def test_nobody_to_hold_out_is_bad_input(gathered: LoadedLists) -> None:
    with pytest.raises(BadInput, match="10000 scored titles"):
        choose_users(gathered, N_HELD_OUT, 10_000, SEED)


def test_a_community_of_one_cannot_be_held_out(lists: list[UserList], gather_lists: Gather) -> None:
    with pytest.raises(BadInput):
        choose_users(gather_lists(lists[:1]), 1, 1, SEED)


def test_titles_that_only_the_held_out_know_fall_out(
    gathered: LoadedLists, titles: Mapping[int, Anime]
) -> None:
    items = gathered.items.copy()
    items[gathered.indptr[1] - 1] = len(gathered.ids)
    lists = replace(gathered, ids=np.r_[gathered.ids, 9_999_999].astype(np.int32), items=items)
    split = hold_out(lists, np.array([0]), titles, TODAY, lambda *_: None)

    assert len(split.users[0].items) == gathered.indptr[1] - 1
    assert 9_999_999 not in split.model.items.ids


def test_franchises_are_those_of_the_data_popular_ones_first(
    gathered: LoadedLists, titles: Mapping[int, Anime], split: Split
) -> None:
    ids, labels = split.model.items.ids, franchise_labels(titles)
    expected = np.array([labels[anime_id] for anime_id in ids.tolist()])
    held_out = set(choose_users(gathered, N_HELD_OUT, MIN_SCORED, SEED).tolist())
    audience: Counter[int] = Counter()
    for user in range(N_USERS):
        if user not in held_out:
            listed = split.model.items.index(gathered.entries(user)[0])
            audience.update(set(split.franchise[listed].tolist()))

    pairs = np.unique(np.column_stack([expected, split.franchise]), axis=0)
    assert len(pairs) == len(np.unique(expected)) == len(np.unique(split.franchise))
    counts = [audience[franchise] for franchise in range(len(pairs))]
    assert counts == sorted(counts, reverse=True)
