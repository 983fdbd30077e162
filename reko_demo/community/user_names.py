"""Names of synthetic users: `sunny_otter_412`."""

import numpy as np

__all__ = ["draw_names"]

ADJECTIVES = (
    *("agile", "bold", "brave", "calm", "clear", "cosy", "crisp", "dizzy", "early", "fancy"),
    *("fuzzy", "happy", "jolly", "lucky", "merry", "misty", "noble", "quick", "quiet", "shiny"),
    *("snowy", "spry", "sunny", "windy"),
)
ANIMALS = (
    *("bison", "crane", "eagle", "finch", "gecko", "goose", "heron", "hippo", "horse", "koala"),
    *("lemur", "llama", "moose", "mouse", "okapi", "otter", "panda", "raven", "robin", "seal"),
    *("swan", "tapir", "tiger", "whale"),
)
SUFFIXES = range(100, 1000)


def draw_names(rng: np.random.Generator, n_names: int) -> list[str]:
    """Return different names of at most 16 of `[a-z0-9_]`, as MAL allows them."""
    shape = (len(ADJECTIVES), len(ANIMALS), len(SUFFIXES))
    numbers = rng.choice(np.prod(shape), n_names, replace=False)
    return [
        f"{ADJECTIVES[adjective]}_{ANIMALS[animal]}_{SUFFIXES[suffix]}"
        for adjective, animal, suffix in zip(
            *(axis.tolist() for axis in np.unravel_index(numbers, shape)), strict=True
        )
    ]
