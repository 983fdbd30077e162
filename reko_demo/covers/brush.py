"""What the drawn covers are drawn with: light and shade, circles, stars and hills.

The sheet has `WIDTH` x `HEIGHT` points; its lower third is left to the title.
"""

from collections.abc import Callable, Iterable, Sequence
from math import cos, pi, sin
from typing import TypeAlias

import numpy as np
from PIL import ImageDraw

__all__ = [
    "HEIGHT",
    "MIDDLE",
    "WIDTH",
    "Motif",
    "Pen",
    "around",
    "disc",
    "hills",
    "light",
    "ring",
    "shade",
    "stars",
]

WIDTH, HEIGHT = 450, 640
MIDDLE = WIDTH / 2

Pen: TypeAlias = ImageDraw.ImageDraw
Motif: TypeAlias = Callable[[Pen, np.random.Generator], None]
Ink: TypeAlias = tuple[int, int, int, int]
Point: TypeAlias = tuple[float, float]


def light(alpha: int) -> Ink:
    """Return white of this strength, 0-255."""
    return 255, 255, 255, alpha


def shade(alpha: int) -> Ink:
    """Return the dark of the night of this strength, 0-255."""
    return 12, 14, 34, alpha


def disc(pen: Pen, x: float, y: float, radius: float, ink: Ink) -> None:
    """Draw a filled circle."""
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)


def ring(pen: Pen, x: float, y: float, radius: float, ink: Ink, *, width: int = 6) -> None:
    """Draw the line of a circle."""
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=ink, width=width)


def around(x: float, y: float, radius: float, turns: Iterable[float]) -> list[Point]:
    """Return points of a circle, at parts of a turn."""
    return [(x + radius * cos(2 * pi * turn), y + radius * sin(2 * pi * turn)) for turn in turns]


def stars(pen: Pen, rng: np.random.Generator, n_stars: int) -> None:
    """Strew stars over the sky."""
    for x, y, size in rng.random((n_stars, 3)):
        disc(pen, x * WIDTH, y * HEIGHT * 0.66, 1.5 + 4 * size**3, light(120 + int(120 * size)))


def hills(pen: Pen, rng: np.random.Generator, inks: Sequence[Ink], top: float = 380) -> None:
    """Draw ridges, the farthest first."""
    for row, ink in enumerate(inks):
        phase, waves = rng.random() * 2 * pi, 1 + rng.random()
        base, swing = top + 60 * row, 34 - 4 * row
        line = [
            (x, base + swing * sin(phase + waves * 2 * pi * x / WIDTH))
            for x in range(0, WIDTH + 15, 15)
        ]
        pen.polygon([*line, (WIDTH, HEIGHT), (0, HEIGHT)], fill=ink)
