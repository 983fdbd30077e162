from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.model import Model
from reko_core.engine.prediction.ease import predict_ease
from reko_core.engine.prediction.factors import fold_in
from reko_core.engine.recommend import Query, recommend
from reko_core.engine.similarity.search import find_similar
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.fit import fit_model
from reko_core.engine.training.refit import refit

N_ITEMS = 80


@pytest.fixture(scope="module")
def raw(make_random_raw: Callable[..., RawCommunity]) -> RawCommunity:
    """Return a community of which each two titles tell one story."""
    pairs = [[item ^ 1] for item in range(N_ITEMS)]
    return make_random_raw(n_users=120, franchise=np.arange(N_ITEMS) // 2, same_story=pairs)


@pytest.fixture(scope="module")
def fitted(raw: RawCommunity) -> Model:
    return fit_model(raw)


def excluded_users(raw: RawCommunity, n_left: int) -> RawCommunity:
    n_entries = int(raw.indptr[n_left])
    return replace(
        raw,
        indptr=raw.indptr[: n_left + 1],
        items=raw.items[:n_entries],
        packed=raw.packed[:n_entries],
    )


def without_last_titles(raw: RawCommunity, n_gone: int) -> RawCommunity:
    n_left = len(raw.ids) - n_gone
    is_left = raw.items < n_left
    lengths = [
        np.count_nonzero(is_left[first:last])
        for first, last in zip(raw.indptr[:-1], raw.indptr[1:], strict=True)
    ]
    described = ("ids", "day", "is_aired", "is_recommendable", "is_extra", "is_adult")
    relations = raw.relations
    labels = ("group", "franchise", "first_word", "is_typed")
    lists = ("related", "same_story", "before")
    return replace(
        raw,
        indptr=np.r_[0, np.cumsum(lengths)].astype(np.int64),
        items=raw.items[is_left],
        packed=raw.packed[is_left],
        relations=replace(
            relations,
            **{name: getattr(relations, name)[:n_left] for name in labels},
            **{
                name: [[item for item in each if item < n_left] for each in lists_of[:n_left]]
                for name, lists_of in ((name, getattr(relations, name)) for name in lists)
            },
        ),
        genres=raw.genres[:n_left],
        content=raw.content[:n_left],
        reception=raw.reception[:n_left],
        **{name: getattr(raw, name)[:n_left] for name in described},
    )


def profile_of(model: Model, raw: RawCommunity, user: int) -> Profile:
    span = slice(int(raw.indptr[user]), int(raw.indptr[user + 1]))
    packed = raw.packed[span]
    nothing = np.zeros(len(packed), bool)
    scores = (packed & SCORE_MASK).astype(np.int8)
    return make_profile(model.items, model.mu, raw.ids[raw.items[span]], scores, ~nothing, nothing)


def parts_of(model: Model) -> dict[str, NDArray[np.generic]]:
    parts = {
        "rows": model.rows,
        "items": model.items,
        "columns": model.columns,
        "ease": model.ease,
    }
    return {
        f"{part}.{name}": array
        for part, owner in parts.items()
        for name, array in owner.as_dict().items()
    }


def test_the_same_lists_give_the_same_model(raw: RawCommunity, fitted: Model) -> None:
    again = refit(raw, fitted)
    assert again is not None
    for name, array in parts_of(again).items():
        assert np.array_equal(array, parts_of(fitted)[name]), name
    for user in range(0, 120, 10):
        asked = profile_of(fitted, raw, user)
        assert recommend(again, asked, Query()) == recommend(fitted, asked, Query())


def test_new_users_are_there_and_models_are_kept(raw: RawCommunity) -> None:
    before = fit_model(excluded_users(raw, 100))
    after = refit(raw, before)
    assert after is not None
    whole = fit_model(raw)
    assert np.array_equal(after.rows.items, whole.rows.items)
    assert np.array_equal(after.rows.mean, whole.rows.mean)
    assert np.array_equal(after.items.popularity, whole.items.popularity)
    assert after.ease.weights is before.ease.weights
    assert np.array_equal(after.ease.targets, before.ease.targets)
    is_kept = after.items.popularity <= 1.5 * before.items.popularity
    assert np.count_nonzero(is_kept) > 60
    kept, old = after.factors.of_items(np.flatnonzero(is_kept)), before.factors.weights[:, is_kept]
    assert np.array_equal(kept.weights, old)
    assert after.scores == before.scores


def test_new_users_are_as_similar_as_after_a_new_fit(raw: RawCommunity) -> None:
    after = refit(raw, fit_model(excluded_users(raw, 60)))
    assert after is not None
    found = []
    for model in (after, fit_model(raw)):
        asked = profile_of(model, raw, 110)
        similar = find_similar(
            asked, model.rows, model.columns, model.items, model.mu, exclude=np.zeros(0, np.int64)
        )
        found.append(dict(zip(similar.users.tolist(), similar.similarity.tolist(), strict=True)))
    assert found[0] == pytest.approx(found[1])
    assert any(user >= 60 for user in found[0])


def test_new_titles_join_old_franchises_or_are_new_ones(raw: RawCommunity) -> None:
    fewer = without_last_titles(raw, 3)
    before = fit_model(fewer)
    after = refit(raw, before)
    assert after is not None
    n = len(fewer.ids)
    assert np.array_equal(after.items.franchise[:n], before.items.franchise)
    # Of the last three titles the first is the second half of a pair, the others are a pair.
    assert after.items.popularity[n] > after.items.popularity[n - 1]
    assert after.items.franchise[n] == before.items.franchise[n - 1]
    assert after.items.franchise[n + 1] == after.items.franchise[n + 2] == before.items.n_franchises
    recommend(after, profile_of(after, raw, 0), Query())


def test_new_titles_get_factors_from_their_content_and_lists(
    make_raw: Callable[..., RawCommunity],
) -> None:
    """Two tastes; of the last four titles, alike but for their taste, two are on no list."""
    rng = np.random.default_rng(31)
    taste = np.arange(44) % 2
    lists = [
        {
            int(item): int(rng.integers(8, 11) if taste[item] == user % 2 else rng.integers(3, 6))
            for item in [*rng.choice(40, 20, replace=False), 40, 41]
        }
        for user in range(200)
    ]
    content = sparse.csr_array(np.eye(2)[taste])
    raw = make_raw(lists, n_items=44, content=content)
    before = fit_model(without_last_titles(raw, 4))
    after = refit(raw, before)

    assert after is not None
    assert np.array_equal(after.factors.weights[:, :40], before.factors.weights)
    assert np.array_equal(after.factors.base[:40], before.factors.base)
    fan = make_profile(
        after.items,
        after.mu,
        raw.ids[:20],
        np.where(taste[:20] == 0, 9, 4).astype(np.int8),
        np.ones(20, bool),
        np.zeros(20, bool),
    )
    predicted = fold_in(after.factors, fan).predict(after.factors)[40:]
    assert predicted[[0, 2]].min() > predicted[[1, 3]].max() + 1


def test_titles_on_many_more_lists_are_fitted_again(raw: RawCommunity) -> None:
    before = fit_model(excluded_users(raw, 80))
    after = refit(raw, before)
    assert after is not None
    has_grown = after.items.popularity > 1.5 * before.items.popularity
    assert 0 < np.count_nonzero(has_grown) < 80
    is_other = (before.factors.weights != after.factors.weights).any(axis=0)
    assert np.array_equal(is_other, has_grown)


def test_titles_that_are_gone_need_a_new_fit(raw: RawCommunity, fitted: Model) -> None:
    assert refit(without_last_titles(raw, 1), fitted) is None


def relabelled(raw: RawCommunity, franchise: NDArray[np.int32]) -> RawCommunity:
    """Replace the franchises of the catalogue."""
    return replace(raw, relations=replace(raw.relations, group=franchise, franchise=franchise))


def test_divided_franchises_need_a_new_fit(raw: RawCommunity, fitted: Model) -> None:
    franchise = raw.relations.franchise.copy()
    franchise[0] = franchise.max() + 1
    assert refit(relabelled(raw, franchise), fitted) is None


def test_joined_franchises_stay_apart_until_a_new_fit(raw: RawCommunity, fitted: Model) -> None:
    joined = relabelled(raw, raw.relations.franchise // 2)
    again = refit(joined, fitted)
    assert again is not None
    assert np.array_equal(again.items.franchise, fitted.items.franchise)


def test_other_labels_of_the_same_franchises_make_no_difference(
    raw: RawCommunity, fitted: Model
) -> None:
    again = refit(relabelled(raw, 1000 - raw.relations.franchise), fitted)
    assert again is not None
    assert np.array_equal(again.items.franchise, fitted.items.franchise)


def with_a_new_first_title(raw: RawCommunity) -> RawCommunity:
    """Number all titles one higher, and put one that nobody has seen before them."""
    relations = raw.relations
    shifted = {
        name: [[], *([item + 1 for item in each] for each in getattr(relations, name))]
        for name in ("related", "same_story", "before")
    }
    labels = {
        name: np.r_[getattr(relations, name).max() + 1, getattr(relations, name)].astype(np.int32)
        for name in ("group", "franchise")
    }
    described = ("day", "is_aired", "is_recommendable", "is_extra", "is_adult")
    return replace(
        raw,
        items=raw.items + np.uint16(1),
        ids=np.r_[raw.ids[0] - 1, raw.ids].astype(np.int32),
        relations=replace(
            relations,
            **shifted,
            **labels,
            first_word=np.r_[-1, relations.first_word].astype(np.int32),
            is_typed=np.r_[True, relations.is_typed],
        ),
        genres=np.concatenate([raw.genres[:1], raw.genres]),
        content=sparse.csr_array(sparse.vstack([raw.content[:1], raw.content])),
        reception=np.concatenate([raw.reception[:1], raw.reception]),
        **{name: np.r_[getattr(raw, name)[0], getattr(raw, name)] for name in described},
    )


def test_titles_keep_their_weights_when_they_are_numbered_anew(
    raw: RawCommunity, fitted: Model
) -> None:
    later = with_a_new_first_title(raw)
    after = refit(later, fitted)
    assert after is not None
    assert np.array_equal(after.ease.targets, fitted.ease.targets + 1)
    asked, before = profile_of(after, later, 30), profile_of(fitted, raw, 30)
    found = predict_ease(asked, after.ease, after.items, after.rows.n_users)
    expected = predict_ease(before, fitted.ease, fitted.items, fitted.rows.n_users)
    assert found[1:] == pytest.approx(expected)
