import numpy as np
import pytest

from reko_core.domain.models import Anime
from reko_demo.community.catalogue import load_titles
from reko_demo.community.fan_types import FAN_TYPES, label_matrix, labels_of, preferences

TITLES = list(load_titles().values())


def test_a_title_is_labelled_by_genre_decade_age_rating_and_type() -> None:
    anime = Anime(
        1, "A", media_type="movie", start_date="1988-07-16", age_rating="r+", genres=("Action",)
    )
    assert labels_of(anime) == {"Action", "1980s", "r+", "movie"}


def test_unknown_fields_of_a_title_are_no_labels() -> None:
    assert labels_of(Anime(1, "A", genres=("Drama",))) == {"Drama"}


def test_the_label_matrix_marks_the_labels_of_each_title() -> None:
    matrix = label_matrix(TITLES)
    assert set(np.unique(matrix)) == {0.0, 1.0}
    assert matrix.sum(axis=1).tolist() == [len(labels_of(anime)) for anime in TITLES]


def test_preferences_are_standardised_for_each_type_of_fan() -> None:
    liking = preferences(TITLES)
    assert liking.shape == (len(FAN_TYPES), len(TITLES))
    assert liking.mean(axis=1) == pytest.approx(0, abs=1e-9)
    assert liking.std(axis=1) == pytest.approx(1)


def test_every_like_of_a_fan_type_is_a_label_of_some_title() -> None:
    labels = frozenset().union(*map(labels_of, TITLES))
    assert {like for fan in FAN_TYPES.values() for like in fan.likes} <= labels
