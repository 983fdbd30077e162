import re

import numpy as np
import pytest
from numpy.typing import NDArray

from reko_core.domain.models import Entries, Status
from reko_demo.community.catalogue import load_titles
from reko_demo.community.demo_users import DEMO_USERS, demo_lists
from reko_demo.community.synthetic import make_community

TITLES = load_titles()
LISTS = demo_lists(TITLES)
IDS = np.array(list(TITLES))


@pytest.fixture(scope="module")
def item_similarities() -> NDArray[np.float64]:
    """(n_titles, n_titles) cosine of the audiences, the 40 nearest of each title."""
    community = make_community(TITLES)
    seen = np.zeros((len(community), len(IDS)))
    for row, entries in zip(seen, community.values(), strict=True):
        row[np.searchsorted(IDS, entries.anime_ids[entries.is_seen])] = 1
    together = seen.T @ seen
    norms = np.sqrt(np.maximum(np.diag(together), 1))
    cosine = together / np.outer(norms, norms)
    np.fill_diagonal(cosine, 0)
    return np.where(cosine >= np.sort(cosine, axis=0)[-40], cosine, 0)


def recommended(entries: Entries, similarities: NDArray[np.float64]) -> list[int]:
    own = np.searchsorted(IDS, entries.anime_ids)
    mean = entries.scores.mean()
    wanted = np.maximum(1 + 0.3 * (entries.scores - mean), 0) @ similarities[own]
    wanted[own] = -1
    return IDS[np.argsort(-wanted, kind="stable")[:10]].tolist()


def test_every_demo_user_has_a_list_and_a_line_about_it() -> None:
    assert LISTS.keys() == DEMO_USERS.keys()
    assert all(re.fullmatch(r"demo_[a-z_]{2,11}", name) for name in DEMO_USERS)
    assert all(DEMO_USERS.values())


def test_no_synthetic_user_has_the_name_of_a_demo_user() -> None:
    assert make_community(TITLES, n_users=500).keys().isdisjoint(DEMO_USERS)


def test_titles_missing_from_the_catalogue_are_reported() -> None:
    with pytest.raises(KeyError):
        demo_lists({})


@pytest.mark.parametrize(
    ("name", "n_entries"), [("demo_empty", 0), ("demo_newcomer", 3), ("demo_all_tens", 9)]
)
def test_difficult_lists_are_as_short_as_they_claim(name: str, n_entries: int) -> None:
    assert len(LISTS[name]) == n_entries


def test_demo_unscored_scores_nothing_and_demo_all_tens_only_tens() -> None:
    assert not LISTS["demo_unscored"].scores.any()
    assert set(LISTS["demo_all_tens"].scores.tolist()) == {10}


def test_what_a_demo_user_scored_low_was_dropped_on_the_way() -> None:
    entries = LISTS["demo_cosy"]
    low = (entries.scores > 0) & (entries.scores <= 4)
    assert set(entries.statuses[low].tolist()) == {Status.DROPPED}
    assert set(entries.statuses[~low].tolist()) == {Status.COMPLETED}
    lengths = np.array([TITLES[i].n_episodes for i in entries.anime_ids.tolist()])
    assert (entries.episodes[low] < lengths[low]).all()
    assert (entries.episodes[~low] == lengths[~low]).all()


@pytest.mark.parametrize(
    ("name", "genres"),
    [
        ("demo_sports", {"Sports"}),
        ("demo_mecha", {"Mecha"}),
        ("demo_romance", {"Romance", "Shoujo", "Josei"}),
        ("demo_cosy", {"Slice of Life", "Iyashikei", "CGDCT"}),
        ("demo_dark", {"Psychological", "Suspense", "Horror"}),
    ],
)
def test_similar_synthetic_users_support_what_the_user_likes(
    name: str, genres: set[str], item_similarities: NDArray[np.float64]
) -> None:
    best = recommended(LISTS[name], item_similarities)
    fitting = [anime_id for anime_id in best if genres & set(TITLES[anime_id].genres)]
    assert len(fitting) >= 8, [TITLES[anime_id].title for anime_id in best]
