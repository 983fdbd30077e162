"""Things that stand for a kind of title, for the drawn covers."""

from math import cos, pi, sin

import numpy as np

from reko_demo.covers.brush import HEIGHT, MIDDLE, WIDTH, Ink, Pen, around, disc, light, ring, shade

__all__ = ["ball", "burst", "confetti", "hearts", "keyhole", "rings", "robot", "sound"]


def _heart(pen: Pen, x: float, y: float, size: float, ink: Ink) -> None:
    turns = np.linspace(0, 2 * pi, 60)
    across = 16 * np.sin(turns) ** 3
    up = 13 * np.cos(turns) - 5 * np.cos(2 * turns) - 2 * np.cos(3 * turns) - np.cos(4 * turns)
    pen.polygon(
        [(x + size * a / 16, y - size * u / 16) for a, u in zip(across, up, strict=True)], fill=ink
    )


def ball(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a ball over the lines of a court: sports."""
    slant = rng.uniform(-60, 60)
    for offset in (-260, -90, 80, 250):
        pen.line(
            (MIDDLE + offset + slant, 0, MIDDLE + offset * 2.2 - slant, HEIGHT),
            fill=light(60),
            width=7,
        )
    ring(pen, MIDDLE, 470, 250, light(70), width=7)
    x, y, radius = MIDDLE + rng.uniform(-55, 55), 220 + rng.uniform(-20, 20), 128
    disc(pen, x + 14, y + 18, radius, shade(80))
    disc(pen, x, y, radius, light(240))
    seam, turn = shade(150), rng.random()
    kind = rng.integers(3)
    if kind == 0:
        pentagon = around(x, y, 44, [turn + step / 5 for step in range(5)])
        pen.polygon(pentagon, fill=shade(220))
        for inner, outer in zip(
            pentagon, around(x, y, radius, [turn + step / 5 for step in range(5)]), strict=True
        ):
            pen.line((*inner, *outer), fill=seam, width=7)
    elif kind == 1:
        for across, along in around(0, 0, radius, (turn, turn + 0.25)):
            pen.line((x - across, y - along, x + across, y + along), fill=seam, width=7)
        for side_x, side_y in around(x, y, radius * 1.35, (turn, turn + 0.5)):
            angle = 360 * turn + (180 if (side_x - x) * cos(2 * pi * turn) > 0 else 0)
            box = (side_x - 100, side_y - 100, side_x + 100, side_y + 100)
            pen.arc(box, angle - 47, angle + 47, fill=seam, width=7)
    else:
        for step in range(3):
            for side in (-0.06, 0, 0.06):
                edge = around(x, y, radius, (turn + step / 3 + side,))[0]
                pen.line((x, y, *edge), fill=seam, width=6)


def robot(pen: Pen, rng: np.random.Generator) -> None:
    """Draw the head of a giant robot: mecha."""
    for turn in np.arange(12) / 12 + rng.random() / 12:
        pen.polygon(
            [(MIDDLE, 250), *around(MIDDLE, 250, 600, (turn, turn + 1 / 30))], fill=light(32)
        )
    tilt, white, dark = 1 + 0.25 * rng.random(), light(238), shade(225)
    pen.polygon(
        [(MIDDLE - 105, 470), (MIDDLE + 105, 470), (MIDDLE + 190, HEIGHT), (MIDDLE - 190, HEIGHT)],
        fill=shade(150),
    )
    pen.polygon(
        [
            (MIDDLE - 92, 190),
            (MIDDLE + 92, 190),
            (MIDDLE + 118, 320),
            (MIDDLE + 62, 445),
            (MIDDLE - 62, 445),
            (MIDDLE - 118, 320),
        ],
        fill=white,
    )
    pen.polygon(
        [
            (MIDDLE - 84, 262),
            (MIDDLE + 84, 262),
            (MIDDLE + 70, 318),
            (MIDDLE, 340),
            (MIDDLE - 70, 318),
        ],
        fill=dark,
    )
    for side in (-1, 1):
        eye = [(MIDDLE + side * 18, 306), (MIDDLE + side * 66, 282), (MIDDLE + side * 62, 306)]
        pen.polygon(eye, fill=(110, 240, 255, 255))
        pen.polygon(
            [(MIDDLE, 236), (MIDDLE + side * 165, 90 / tilt), (MIDDLE + side * 60, 214)],
            fill=(255, 205, 70, 250),
        )
    pen.polygon(
        [(MIDDLE - 20, 372), (MIDDLE + 20, 372), (MIDDLE + 13, 446), (MIDDLE - 13, 446)], fill=dark
    )
    pen.polygon(
        [(MIDDLE - 26, 218), (MIDDLE, 150), (MIDDLE + 26, 218), (MIDDLE, 246)],
        fill=(226, 60, 66, 255),
    )


def rings(pen: Pen, rng: np.random.Generator) -> None:
    """Draw an eye of rings: what goes on inside a head."""
    x, y = MIDDLE, 240.0
    for step in range(9):
        wander = rng.uniform(-9, 9, 2)
        ring(pen, x + wander[0], y + wander[1], 300 - 28 * step, light(45 + 14 * step), width=10)
    pen.polygon(
        [
            (x - 150, y),
            *[(x + 150 * cos(pi - t), y - 88 * sin(t)) for t in np.linspace(0, pi, 24)],
            *[(x + 150 * cos(t), y + 88 * sin(t)) for t in np.linspace(0, pi, 24)],
        ],
        fill=light(240),
    )
    disc(pen, x, y, 68, shade(200))
    disc(pen, x, y, 34, (226, 60, 76, 255))
    disc(pen, x + 20, y - 22, 12, light(240))


def keyhole(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a keyhole with light behind it: mysteries."""
    for turn in np.arange(9) / 9 + rng.random() / 9:
        pen.polygon(
            [(MIDDLE, 235), *around(MIDDLE, 235, 620, (turn, turn + 0.045))], fill=light(30)
        )
    for radius, alpha in ((190, 34), (155, 46)):
        disc(pen, MIDDLE, 250, radius, light(alpha))
    pen.rounded_rectangle((MIDDLE - 105, 90, MIDDLE + 105, 440), 100, fill=shade(200))
    disc(pen, MIDDLE, 225, 54, light(245))
    pen.polygon(
        [(MIDDLE - 24, 250), (MIDDLE + 24, 250), (MIDDLE + 50, 380), (MIDDLE - 50, 380)],
        fill=light(245),
    )


def burst(pen: Pen, rng: np.random.Generator) -> None:
    """Draw rays and a stroke of a blade: action."""
    x, y = MIDDLE + rng.uniform(-60, 60), 235.0
    for turn in np.arange(18) / 18 + rng.random() / 18:
        pen.polygon([(x, y), *around(x, y, 700, (turn, turn + 1 / 36))], fill=light(42))
    points = around(x, y, 1, np.arange(24) / 24 + rng.random() / 24)
    star = [
        (x + (px - x) * radius, y + (py - y) * radius)
        for (px, py), radius in zip(
            points, np.tile((150, 78), 12) * rng.uniform(0.8, 1.2, 24), strict=True
        )
    ]
    pen.polygon(star, fill=light(235))
    disc(pen, x, y, 40, (255, 196, 60, 255))
    lean = rng.uniform(60, 150) * rng.choice((-1, 1))
    pen.polygon(
        [(x - lean - 8, y + 250), (x + lean, y - 240), (x - lean + 22, y + 236)], fill=shade(225)
    )


def hearts(pen: Pen, rng: np.random.Generator) -> None:
    """Draw hearts rising: romance."""
    for x, y, size in rng.random((12, 3)):
        _heart(pen, x * WIDTH, y * 440, 14 + 20 * size, light(60 + int(90 * size)))
    lean = rng.uniform(-22, 22)
    _heart(pen, MIDDLE + 46 + lean, 270, 112, shade(50))
    _heart(pen, MIDDLE + 38 + lean, 258, 108, light(110))
    _heart(pen, MIDDLE - 34 + lean, 212, 118, light(240))


def sound(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a spectrum and its circles: music."""
    for radius in range(60, 330, 38):
        ring(pen, MIDDLE, 260, radius, light(46), width=6)
    heights = 60 + 190 * rng.beta(1.6, 1.6, 11)
    for column, height in enumerate(heights):
        x = 24 + column * 37
        pen.rounded_rectangle(
            (x, 260 - height * 0.75, x + 26, 260 + height * 0.75),
            13,
            fill=light(235 if column % 2 else 190),
        )


def confetti(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a laughing face in confetti: comedy."""
    inks = ((255, 214, 92, 230), (255, 255, 255, 220), (88, 224, 214, 220), (255, 122, 160, 230))
    for x, y, size, kind in rng.random((46, 4)):
        radius = 6 + 10 * size
        corners = around(x * WIDTH, y * 470, radius, [size + step / 4 for step in range(4)])
        if kind < 0.5:  # noqa: PLR2004 - half of them
            pen.polygon(corners, fill=inks[int(kind * 8)])
        else:
            disc(pen, x * WIDTH, y * 470, radius * 0.7, inks[int(kind * 8) - 4])
    x, y = MIDDLE + rng.uniform(-30, 30), 240.0
    disc(pen, x + 8, y + 12, 124, shade(70))
    disc(pen, x, y, 124, (255, 222, 104, 255))
    for side in (-1, 1):
        pen.arc(
            (x + side * 48 - 26, y - 52, x + side * 48 + 26, y),
            180,
            360,
            fill=shade(230),
            width=11,
        )
    pen.chord((x - 74, y - 42, x + 74, y + 84), 0, 180, fill=shade(230))
    pen.chord((x - 44, y + 34, x + 44, y + 98), 180, 360, fill=(240, 92, 98, 255))
