import hashlib
import re
from collections.abc import Mapping

import numpy as np
import pytest

from reko_core.domain.models import Anime, Entries, Status
from reko_demo.bot_page import NEIGHBOUR
from reko_demo.community.catalogue import load_titles
from reko_demo.community.synthetic import make_community

Community = Mapping[str, Entries]


@pytest.fixture(scope="module")
def titles() -> dict[int, Anime]:
    return load_titles()


@pytest.fixture(scope="module")
def community(titles: dict[int, Anime]) -> Community:
    return make_community(titles)


@pytest.fixture(scope="module")
def everything(community: Community) -> Entries:
    columns = zip(*(entries.columns() for entries in community.values()), strict=True)
    return Entries(*(np.concatenate(parts) for parts in columns))


def digest(community: Community) -> str:
    state = hashlib.blake2b()
    for name, entries in community.items():
        state.update(name.encode())
        for column in entries.columns():
            state.update(column.tobytes())
    return state.hexdigest()


def test_the_same_seed_generates_the_same_community(titles: dict[int, Anime]) -> None:
    first = make_community(titles, n_users=200, seed=1)
    assert digest(first) == digest(make_community(titles, n_users=200, seed=1))
    assert digest(first) != digest(make_community(titles, n_users=200, seed=2))


def test_the_order_of_the_titles_does_not_matter(
    titles: dict[int, Anime],
) -> None:
    backwards = dict(reversed(titles.items()))
    assert digest(make_community(titles, n_users=50)) == digest(
        make_community(backwards, n_users=50)
    )


def test_the_requested_number_of_users_is_generated(community: Community) -> None:
    assert len(community) == 3000


def test_names_are_valid_on_mal(community: Community) -> None:
    assert all(re.fullmatch(r"[a-z]{2,6}_[a-z]{2,6}_\d{3}", name) for name in community)
    assert max(map(len, community)) <= 16


def test_lists_are_valid_and_of_titles_of_the_catalogue(
    titles: dict[int, Anime], community: Community
) -> None:
    ids = np.array(list(titles))
    statuses = [status for status in Status if status != Status.UNKNOWN]
    for entries in community.values():
        assert (np.diff(entries.anime_ids) > 0).all()
        assert np.isin(entries.anime_ids, ids).all()
        assert np.isin(entries.statuses, statuses).all()
        assert ((entries.scores >= 0) & (entries.scores <= 10)).all()
        assert [column.dtype for column in entries.columns()] == ["i4", "i1", "i1", "i2"]


def test_episodes_agree_with_the_status(titles: dict[int, Anime], everything: Entries) -> None:
    lengths = np.array([titles[i].n_episodes or -1 for i in everything.anime_ids.tolist()])
    watched = everything.episodes
    is_known = lengths > 0
    completed = everything.statuses == Status.COMPLETED
    planned = everything.statuses == Status.PLAN_TO_WATCH
    started = ~completed & ~planned & is_known
    assert (watched[completed] == lengths[completed]).all()
    assert (watched[planned] == 0).all()
    assert (everything.scores[planned] == 0).all()
    assert ((watched[started] >= 1) & (watched[started] < lengths[started])).all()


def test_what_is_not_yet_aired_is_at_most_planned(
    titles: dict[int, Anime], everything: Entries
) -> None:
    unaired = [anime.id for anime in titles.values() if anime.airing == "not_yet_aired"]
    statuses = everything.statuses[np.isin(everything.anime_ids, unaired)]
    assert set(statuses.tolist()) == {Status.PLAN_TO_WATCH}


def test_a_title_still_airing_is_never_completed(
    titles: dict[int, Anime], everything: Entries
) -> None:
    airing = [anime.id for anime in titles.values() if anime.airing == "currently_airing"]
    statuses = everything.statuses[np.isin(everything.anime_ids, airing)]
    assert Status.WATCHING in statuses
    assert Status.COMPLETED not in statuses


def test_lists_are_as_long_as_real_ones(community: Community) -> None:
    lengths = [len(entries) for entries in community.values()]
    assert 50 <= np.median(lengths) <= 75
    assert np.quantile(lengths, 0.02) >= 5
    assert 0.01 <= np.mean(np.array(lengths) > 200) <= 0.06


def test_scores_are_distributed_like_real_ones(everything: Entries) -> None:
    given = everything.scores[everything.scores > 0]
    assert 7.4 <= given.mean() <= 7.8
    assert 1.3 <= given.std() <= 1.8
    assert set(given.tolist()) == set(range(1, 11))
    assert 0.11 <= np.mean(everything.scores == 0) <= 0.19


def test_what_is_dropped_is_liked_less(everything: Entries) -> None:
    scores, statuses = everything.scores, everything.statuses
    dropped = scores[(statuses == Status.DROPPED) & (scores > 0)].mean()
    assert dropped < scores[(statuses == Status.COMPLETED) & (scores > 0)].mean() - 2


@pytest.mark.parametrize("status", [s for s in Status if s != Status.UNKNOWN])
def test_every_status_occurs(everything: Entries, status: Status) -> None:
    assert np.mean(everything.statuses == status) > 0.01


def test_sequels_are_mostly_watched_after_their_prequels(
    titles: dict[int, Anime], community: Community
) -> None:
    prequels = {
        anime.id: {r.anime_id for r in anime.relations if r.kind == "prequel"}
        for anime in titles.values()
    }
    in_order = []
    for entries in community.values():
        seen = set(entries.anime_ids[entries.is_seen].tolist())
        in_order += [prequels[anime_id] <= seen for anime_id in seen if prequels[anime_id]]
    assert 0.95 <= np.mean(in_order) < 1


def test_popular_titles_are_on_more_lists(titles: dict[int, Anime], everything: Entries) -> None:
    ids, counts = np.unique(everything.anime_ids, return_counts=True)
    members = np.array([titles[i].members or 0 for i in ids.tolist()])
    ranks = [np.argsort(np.argsort(values)) for values in (counts, members)]
    assert np.corrcoef(ranks)[0, 1] > 0.5


def test_the_neighbour_whom_the_demo_tells_people_to_compare_with_exists(
    community: Community,
) -> None:
    """Its name changes with the titles: nothing keeps a constant true but this."""
    assert NEIGHBOUR in community
