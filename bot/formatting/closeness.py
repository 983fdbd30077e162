"""How close similar users are, in words instead of numbers."""

from collections.abc import Iterable, Mapping

__all__ = ["ACCURACIES", "closeness"]

ACCURACIES: Mapping[float, str] = {
    100.0: "accuracy-very-close",
    75.0: "accuracy-balanced",
    25.0: "accuracy-wide",
}
"""Accuracy offered on Discord -> its text. They admit affinities from 85, 74 and 51."""

# Least affinity -> word: the first two are halfway between what the accuracies above admit, and
# two random users have 50.
_LEAST = ((79, "very-close"), (62, "close"), (50, "fairly-close"))


def closeness(affinities: Iterable[int]) -> str:
    """Return the word for users of these affinities, true also of the least close of them."""
    least = min(affinities)
    return next((word for affinity, word in _LEAST if least >= affinity), "distant")
