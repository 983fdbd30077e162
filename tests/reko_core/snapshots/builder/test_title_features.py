import numpy as np
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from reko_core.domain.models import Anime
from reko_core.snapshots.builder.title_features import (
    describe_content,
    describe_genres,
    describe_reception,
)

FULL = Anime(
    1,
    "A",
    media_type="tv",
    n_episodes=12,
    start_date="2017-04",
    mean=8.5,
    members=1000,
    age_rating="r",
    genres=("Comedy", "School"),
    origin="light_novel",
    studios=("Bones", "Madhouse", "Sunrise"),
)


def rows_of(*titles: Anime) -> list[list[float]]:
    ids = np.array([anime.id for anime in titles], np.int32)
    return describe_content(ids, {anime.id: anime for anime in titles}).features.toarray().tolist()


def test_the_features_of_a_title_are_a_row() -> None:
    (row,) = rows_of(FULL)

    assert row == [1] * 9


def test_what_is_unknown_of_the_reception_is_nan() -> None:
    ids = np.array([1, 2, 3, 4], np.int32)
    titles = {1: FULL, 2: Anime(2, "B", mean=6.0), 3: Anime(3, "C", members=10)}
    found = describe_reception(ids, titles)

    nan, ten = np.nan, np.log(11) / 5 - 2
    expected = [[1.5, np.log(1001) / 5 - 2], [-1, nan], [nan, ten], [nan, nan]]
    np.testing.assert_allclose(found, expected)


def test_titles_with_equal_features_have_equal_rows() -> None:
    other = Anime(
        2,
        "B",
        media_type="tv",
        n_episodes=13,
        start_date="2015-01-01",
        mean=8.5,
        members=1000,
        age_rating="r",
        genres=("school", "COMEDY", "Comedy"),
        origin="light novel",
        studios=("Madhouse", "Bones"),
    )
    one, two = rows_of(FULL, other)

    assert one == two


def test_a_title_without_features_is_an_empty_row() -> None:
    content = describe_content(np.array([1, 9], np.int32), {1: FULL}).features.toarray()

    assert content[0].any()
    assert not content[1].any()


def test_no_titles_give_no_features() -> None:
    assert describe_content(np.zeros(0, np.int32), {}).features.shape == (0, 0)
    assert describe_content(np.array([5], np.int32), {}).features.shape == (1, 0)


TEXT = st.none() | st.sampled_from(["a", "B", "a b"])


@given(
    st.lists(
        st.builds(
            Anime,
            id=st.just(0),
            title=st.just(""),
            media_type=TEXT,
            age_rating=TEXT,
            origin=TEXT,
            n_episodes=st.none() | st.integers(0, 2**40),
            start_date=st.none() | st.sampled_from(["1917", "2017-10", "2030-01-01"]),
            mean=st.none() | st.floats(1, 10),
            members=st.none() | st.integers(0, 10**7),
            genres=st.lists(st.sampled_from("abcA")).map(tuple),
            studios=st.lists(st.sampled_from("xyz")).map(tuple),
        ),
        max_size=9,
    )
)
@how(deadline=None, derandomize=True)
def test_any_title_has_features(catalogue: list[Anime]) -> None:
    ids = np.arange(len(catalogue), dtype=np.int32)
    content = describe_content(ids, dict(enumerate(catalogue))).features.toarray()

    assert np.isfinite(content).all()
    assert ((content == 0) | (content == 1)).all()


def genres_of(*genres: tuple[str, ...]) -> np.typing.NDArray[np.uint64]:
    titles = {k: Anime(k, "T", genres=names) for k, names in enumerate(genres, start=1)}
    return describe_genres(np.arange(1, len(genres) + 2, dtype=np.int32), titles)


def test_genres_are_bits_case_insensitively() -> None:
    found = genres_of(("Comedy", "School"), ("school", "SCHOOL"), (), ("Drama",))

    assert found.dtype == np.uint64
    assert np.bitwise_count(found).sum(axis=1).tolist() == [2, 1, 0, 1, 0]
    assert (found[0] & found[1]).tolist() == found[1].tolist()
    assert not (found[0] & found[3]).any()


def test_the_rarest_of_too_many_genres_are_dropped() -> None:
    common = tuple(f"common {k}" for k in range(128))
    found = genres_of(common, common, ("rare",), (*common[:3], "rare too"))

    assert np.bitwise_count(found).sum(axis=1).tolist() == [128, 128, 0, 3, 0]
