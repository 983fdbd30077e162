"""Landscapes for the drawn covers."""

from math import cos, pi, sin

import numpy as np

from reko_demo.covers.brush import HEIGHT, MIDDLE, WIDTH, Pen, disc, hills, light, shade, stars

__all__ = [
    "castle",
    "dead_wood",
    "peaks",
    "planet",
    "rising_sun",
    "skyline",
    "speed",
    "sunny_hills",
]

LIT_WINDOWS = 0.35


def sunny_hills(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a sun, clouds and hills: quiet series."""
    x = 130 + 190 * rng.random()
    for radius, alpha in ((150, 28), (115, 45), (80, 235)):
        disc(pen, x, 210, radius, light(alpha))
    for left, y in ((-30 + 90 * rng.random(), 120), (230 + 60 * rng.random(), 300)):
        for step, radius in enumerate((26, 40, 48, 30)):
            disc(pen, left + 42 * step, y - radius / 2, radius, light(150))
    hills(pen, rng, (light(70), shade(60), shade(110)))


def peaks(pen: Pen, rng: np.random.Generator) -> None:
    """Draw mountains under a moon: adventures."""
    disc(pen, 120 + 210 * rng.random(), 150, 58, light(220))
    for row, alpha in enumerate((60, 100, 150)):
        for x in rng.uniform(-20, WIDTH + 20, 3):
            height = 250 - 50 * row + 60 * rng.random()
            y = 500.0
            pen.polygon(
                [(x, y - height), (x + height, HEIGHT), (x - height, HEIGHT)], fill=shade(alpha)
            )
            cap = height * 0.24
            pen.polygon(
                [
                    (x, y - height),
                    (x + cap * 0.75, y - height + cap),
                    (x + cap * 0.2, y - height + cap * 0.75),
                    (x - cap * 0.25, y - height + cap * 1.1),
                    (x - cap * 0.75, y - height + cap),
                ],
                fill=light(190 - 40 * row),
            )


def castle(pen: Pen, rng: np.random.Generator) -> None:
    """Draw towers before a moon: other worlds."""
    stars(pen, rng, 40)
    disc(pen, MIDDLE + 60 * rng.uniform(-1, 1), 215, 135, light(70))
    disc(pen, MIDDLE + 60 * rng.uniform(-1, 1), 215, 105, light(190))
    hills(pen, rng, (shade(90),), top=400)
    ink = shade(235)
    for x in (MIDDLE, *(MIDDLE + rng.uniform(55, 150, 2) * (-1, 1))):
        half, top = 24 + 12 * rng.random(), 230 + abs(x - MIDDLE) * 0.8
        pen.rectangle((x - half, top, x + half, HEIGHT), fill=ink)
        pen.polygon([(x - half - 10, top), (x + half + 10, top), (x, top - 95)], fill=ink)
        pen.rectangle((x - 5, top + 28, x + 5, top + 52), fill=(255, 214, 120, 240))
    pen.rectangle((MIDDLE - 130, 400, MIDDLE + 130, HEIGHT), fill=ink)
    for left in range(95, 355, 36):
        pen.rectangle((left, 382, left + 20, 402), fill=ink)


def skyline(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a city at night: science fiction and crime."""
    for step in range(7):
        band = (MIDDLE - 130, 110 + 36 * step, MIDDLE + 130, 134 + 32 * step)
        half = (max(0.0, 130**2 - (band[1] + 12 - 240) ** 2)) ** 0.5
        pen.rectangle(
            (MIDDLE - half, band[1], MIDDLE + half, band[1] + 26 - 2 * step), fill=light(200)
        )
    for row, alpha in enumerate((110, 215)):
        x = -20.0
        while x < WIDTH:
            width, top = rng.uniform(38, 72), 250 + 80 * row + 110 * rng.random()
            pen.rectangle((x, top, x + width, HEIGHT), fill=shade(alpha))
            for left in np.arange(x + 9, x + width - 12, 15):
                for y in np.arange(top + 14, 560, 22):
                    if row and rng.random() < LIT_WINDOWS:
                        pen.rectangle((left, y, left + 7, y + 10), fill=(255, 220, 130, 220))
            x += width + 4


def dead_wood(pen: Pen, rng: np.random.Generator) -> None:
    """Draw bare trees before a big moon: horror."""
    disc(pen, MIDDLE + rng.uniform(-60, 60), 225, 150, light(50))
    disc(pen, MIDDLE + rng.uniform(-50, 50), 225, 118, light(225))
    hills(pen, rng, (shade(130), shade(225)), top=420)

    def grow(x: float, y: float, length: float, turn: float, width: float) -> None:
        end = x + length * cos(turn), y - length * sin(turn)
        pen.line((x, y, *end), fill=shade(255), width=max(2, round(width)))
        if length > 22:  # noqa: PLR2004 - twigs end here
            for bend in rng.uniform(0.2, 0.75, 2) * (-1, 1):
                grow(*end, length * rng.uniform(0.66, 0.8), turn + bend, width * 0.66)

    for x in (40 + 40 * rng.random(), 330 + 80 * rng.random()):
        grow(x, 520, 105 + 30 * rng.random(), pi / 2 + rng.uniform(-0.15, 0.15), 20)


def rising_sun(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a sun over scales of waves: times long gone."""
    disc(pen, MIDDLE + rng.uniform(-50, 50), 220, 138, (222, 58, 58, 255))
    for y in range(340, HEIGHT + 60, 34):
        for x in range(0 if (y // 34) % 2 else -45, WIDTH + 90, 90):
            for radius, ink in (
                (52, light(255)),
                (43, shade(215)),
                (31, light(235)),
                (21, shade(195)),
                (11, light(220)),
            ):
                disc(pen, x, y + 40, radius, ink)


def speed(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a road to the horizon and a chequered flag: racing."""
    for y in rng.uniform(30, 400, 14):
        x = rng.uniform(-100, WIDTH)
        pen.line((x, y, x + rng.uniform(80, 240), y), fill=light(90), width=5)
    pen.polygon(
        [(MIDDLE - 14, 260), (MIDDLE + 14, 260), (WIDTH + 160, HEIGHT), (-160, HEIGHT)],
        fill=shade(200),
    )
    for near, far in ((640, 520), (480, 410), (380, 335), (310, 285)):
        pen.polygon(
            [
                (MIDDLE - (far - 260) / 18, far),
                (MIDDLE + (far - 260) / 18, far),
                (MIDDLE + (near - 260) / 18, near),
                (MIDDLE - (near - 260) / 18, near),
            ],
            fill=light(230),
        )
    for row in range(3):
        for column in range(10):
            ink = light(235) if (row + column) % 2 else shade(235)
            pen.rectangle((column * 45, 60 + row * 45, column * 45 + 44, 104 + row * 45), fill=ink)


def planet(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a planet with its ring: space."""
    stars(pen, rng, 90)
    x, y, radius = MIDDLE + rng.uniform(-45, 45), 235 + rng.uniform(-25, 25), 112
    ring = (x - 200, y - 46, x + 200, y + 46)
    pen.arc(ring, 180, 360, fill=light(190), width=15)
    disc(pen, x, y, radius, light(225))
    for share, alpha in ((0.35, 60), (0.05, 40), (-0.45, 40)):
        half = radius * (1 - share**2) ** 0.5
        pen.rounded_rectangle(
            (x - half, y + share * radius - 11, x + half, y + share * radius + 11),
            11,
            fill=shade(alpha),
        )
    pen.arc(ring, 0, 180, fill=light(255), width=15)
    disc(pen, x + radius * 1.35, y - radius * 1.3, 22, light(200))
