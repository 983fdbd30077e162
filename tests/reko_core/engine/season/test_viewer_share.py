"""Shares of the first viewers, against a reference that goes list by list."""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.list_shards import ListShard, on_threads
from reko_core.engine.data.profile import Profile
from reko_core.engine.data.season_viewers import SeasonViewers
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.model import Model
from reko_core.engine.season.viewer_share import viewer_share


def weigh(model: Model, entries: dict[int, int]) -> dict[int, float]:
    """Return x by franchise, given scores by item."""
    scored = [score for score in entries.values() if score]
    mean = np.mean(scored) if scored else model.mu
    above: dict[int, list[float]] = {}
    for item, score in entries.items():
        own = above.setdefault(int(model.items.franchise[item]), [])
        own += [score - mean] if score else []
    return {one: max(0, 1 + 0.2 * np.mean(own or [0])) for one, own in above.items()}


def naive_share(
    model: Model, own: dict[int, int], lists: list[dict[int, int]], titles: list[int]
) -> NDArray[np.float64]:
    n_users = model.n_users
    idf = [max(np.log(n_users / (1 + n)), 0.05) for n in model.items.franchise_popularity]
    norm = [
        np.sqrt(sum(idf[f] * x**2 for f, x in weigh(model, one).items()) + 100)
        for one in (own, *lists)
    ]
    mine = weigh(model, own)
    total, sums = 0.0, np.zeros(len(titles))
    for one, theirs in zip(lists, norm[1:], strict=True):
        common = sum(idf[f] * mine[f] * x for f, x in weigh(model, one).items() if f in mine)
        similarity = common / norm[0] / theirs + 0.01
        mean = np.mean([score for score in one.values() if score])
        total += similarity
        for place, title in enumerate(titles):
            if title in one:
                liking = max(0, 1 + 0.2 * (one[title] - mean)) if one[title] else 0.5
                sums[place] += similarity * liking
    k = len(lists)
    return np.log((k * sums / total + 0.2) / (k + 4))


def lists_of(shard: ListShard) -> list[dict[int, int]]:
    spans = zip(shard.indptr[:-1], shard.indptr[1:], strict=True)
    return [
        dict(zip(shard.items[a:b].tolist(), (shard.packed[a:b] & SCORE_MASK).tolist(), strict=True))
        for a, b in spans
    ]


def test_shares_are_weighted_by_the_similarity_of_the_viewers(
    model: Model, newcomer: Profile
) -> None:
    viewers = model.viewers.of_season(0)
    (new,) = np.flatnonzero(model.items.day == 0)
    own = dict(zip(newcomer.seen.tolist(), newcomer.scores.tolist(), strict=True))
    titles = [int(new), 3, 50]

    found = viewer_share(model, newcomer, viewers, np.array(titles))

    assert all(new in one for one in lists_of(viewers))
    expected = naive_share(model, own, lists_of(viewers), titles)
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_a_season_that_was_not_sampled_has_no_viewers(model: Model) -> None:
    assert model.viewers.of_season(0).n_users > 0
    assert model.viewers.of_season(1).n_users == 0


def test_a_community_without_lists_has_no_viewers(model: Model) -> None:
    empty = ListShard(0, np.zeros(1, np.int64), np.zeros(0, np.uint16), np.zeros(0, np.uint8))
    days = model.items.day
    with on_threads(empty) as lists:
        found = SeasonViewers.sample(lists, days, np.array([0, 50, 100], np.int32))

    assert found.of_season(50).n_users == 0
