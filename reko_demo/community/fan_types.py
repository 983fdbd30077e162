"""Synthetic types of fans: the labels they like and dislike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime

__all__ = ["FAN_TYPES", "FanType", "label_matrix", "labels_of", "preferences"]


@dataclass(frozen=True, slots=True)
class FanType:
    """A type of fan.

    `likes`: label -> weight, negative = disliked (labels: `labels_of`).
    `share`: how common such fans are, relative to other types.
    """

    likes: Mapping[str, float]
    share: float = 1.0


FAN_TYPES: Mapping[str, FanType] = {
    "battle": FanType(
        {"Shounen": 1, "Super Power": 0.8, "Martial Arts": 0.8, "Action": 0.5, "Adventure": 0.4}
        | {"Romance": -0.4, "Slice of Life": -0.6, "Sports": -0.5, "1980s": -0.5},
        share=1.6,
    ),
    "sports": FanType(
        {"Sports": 3, "Racing": 2.5, "Team Sports": 0.5, "Combat Sports": 0.3}
        | {"Fantasy": -0.3, "Isekai": -0.4, "Horror": -0.4},
        share=0.8,
    ),
    "mecha": FanType(
        {"Mecha": 2.2, "Space": 1.2, "Sci-Fi": 0.6, "Military": 0.5, "1980s": 0.4, "1990s": 0.2}
        | {"School": -0.4, "Isekai": -0.6, "Romance": -0.2},
        share=0.7,
    ),
    "romance": FanType(
        {"Romance": 1.3, "Shoujo": 1, "Josei": 0.8, "Boys Love": 0.8, "Girls Love": 0.6}
        | {"Drama": 0.3, "School": 0.3, "Action": -0.5, "Gore": -0.9, "Mecha": -0.8},
    ),
    "cosy": FanType(
        {"Slice of Life": 1.5, "Iyashikei": 1.5, "CGDCT": 1.2, "Childcare": 0.8, "Comedy": 0.6}
        | {"Music": 0.6, "Gag Humor": 0.6, "g": 0.5, "Gore": -1, "Suspense": -0.7},
        share=0.8,
    ),
    "dark": FanType(
        {"Psychological": 1.3, "Suspense": 1, "Horror": 1, "Mystery": 0.8, "Gore": 0.7}
        | {"Avant Garde": 0.6, "r": 0.3, "r+": 0.6, "Slice of Life": -0.6, "Kids": -1},
    ),
    "classics": FanType(
        {"1970s": 1.5, "1980s": 1.5, "1990s": 1.1, "movie": 0.9, "Award Winning": 0.6}
        | {"Historical": 0.4, "2010s": -0.7, "2020s": -0.5, "Isekai": -0.8, "Ecchi": -0.5},
        share=0.6,
    ),
    "fantasy": FanType(
        {"Isekai": 1.6, "Fantasy": 0.9, "Video Game": 1, "Reincarnation": 0.6, "Mythology": 0.4}
        | {"Ecchi": 0.4, "Harem": 0.4, "2010s": 0.4, "Sports": -0.5, "1980s": -0.6},
    ),
}


def labels_of(anime: Anime) -> frozenset[str]:
    """Return the labels of a title: genres, decade (`1990s`), age rating and media type."""
    decade = f"{anime.year // 10 * 10}s" if anime.year else None
    others = (decade, anime.age_rating, anime.media_type)
    return frozenset(anime.genres).union(label for label in others if label)


def label_matrix(titles: Sequence[Anime]) -> NDArray[np.float64]:
    """Return (n_titles, n_labels): 1 where the title has the label; labels in sorted order."""
    label_sets = [labels_of(anime) for anime in titles]
    labels = sorted(frozenset().union(*label_sets))
    return np.array([[label in own for label in labels] for own in label_sets], np.float64)


def preferences(titles: Sequence[Anime]) -> NDArray[np.float64]:
    """Return (n_types, n_titles): how much each fan type likes each title.

    Each row has mean 0 and standard deviation 1 over the titles, in the order of `FAN_TYPES`.
    """
    label_sets = [labels_of(anime) for anime in titles]
    weights = np.array(
        [
            [sum(fan.likes.get(label, 0.0) for label in sorted(own)) for own in label_sets]
            for fan in FAN_TYPES.values()
        ]
    )
    centred = weights - weights.mean(axis=1, keepdims=True)
    return np.asarray(centred / centred.std(axis=1, keepdims=True), np.float64)
