"""Pictures for the demo, generated because real ones are copyrighted: covers and avatars.

A cover is a sky, a backdrop, an emblem with its shadow, and the title. `scenes.json` has colours,
and backdrop and emblem by genre (the first match counts). A shape is [method of Pillow's
`ImageDraw`, ink, *arguments] on 450 x 640 points. Needs Pillow, which comes with the extra `demo`.
"""

import io
import json
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from reko_core.domain.models import Anime
from reko_demo.community.catalogue import cover_url

__all__ = ["COVER_SIZE", "GENRES", "draw_cover", "draw_covers", "draw_face"]

# Covers are drawn twice as large as they are shown: scaling down smooths the edges.
SHEET_SIZE, COVER_SIZE, FACE_SIZE, MARGIN = (450, 640), (225, 320), (128, 128), 26
FONT_SIZES, MAX_LINES, SKY_AREA = range(58, 27, -3), 3, (450, 440, 1)
FONTS: Mapping[int, Any] = {size: ImageFont.load_default(size) for size in (80, *FONT_SIZES)}
Shapes = Iterable[tuple[Any, ...]]

DATA = json.loads(files("reko_demo.covers").joinpath("scenes.json").read_text(encoding="utf-8"))
SKIES, INKS, SCENES = DATA["skies"], DATA["inks"], DATA["scenes"]
GENRES = [genre for scene in SCENES for genre in scene["genres"]]
HEART = np.array([(0, 13), (-14, -2), (-15, -9), (-8, -14), (0, -8), (8, -14), (15, -9), (14, -2)])
WINDOWS = [(x, y) for x in range(9, 450, 18) for y in range(360, 560, 22)]
BACKDROPS: Mapping[str, Callable[[np.random.Generator], Shapes]] = {
    "stars": lambda rng: (
        ("circle", "soft", xy, 1.5 + 4 * size**3) for *xy, size in rng.random((80, 3)) * SKY_AREA
    ),
    "confetti": lambda rng: (
        ("regular_polygon", rng.choice(list(INKS)[3:6]), (*xy, 6 + 10 * size), 4, 360 * size)
        for *xy, size in rng.random((50, 3)) * SKY_AREA
    ),
    "hearts": lambda rng: (
        ("polygon", "soft", ((0.5 + size) * HEART + xy).ravel().tolist())
        for *xy, size in rng.random((12, 3)) * SKY_AREA
    ),
    "rays": lambda rng: (
        ("pieslice", "faint", (-475, -465, 925, 935), start, start + 11)
        for start in np.arange(0, 360, 22.5) + 22 * rng.random()
    ),
    "rings": lambda _: (
        ("arc", "soft", (225 - r, 240 - r, 225 + r, 240 + r), 0, 360) for r in range(60, 340, 34)
    ),
    "hills": lambda rng: (
        ("ellipse", "dim", (x - 340, y, x + 340, 800))
        for x, y in zip(rng.uniform(0, 450, 4), range(330, 500, 50), strict=False)
    ),
    "peaks": lambda rng: (
        ("polygon", ink, (x, y, x + width, y + height, x - width, y + height))
        for x, y in zip(rng.uniform(0, 450, 6), range(200, 380, 30), strict=True)
        for ink, width, height in (("dim", 330, 400), ("soft", 50, 60))
    ),
    "city": lambda rng: (
        ("circle", "white", (225, 215), 120),
        *(
            ("rectangle", "dark", (x, rng.integers(215, 350), x + 52, 640))
            for x in range(0, 450, 54)
        ),
        *(("rectangle", "gold", (x, y, x + 8, y + 11)) for x, y in rng.permutation(WINDOWS)[:90]),
    ),
    "waves": lambda rng: (
        ("circle", "red", (rng.integers(180, 270), 220), 135),
        *(
            ("circle", "white" if radius % 2 else "dark", (x + 45 * (y % 4 // 2), y), radius)
            for y in range(370, 700, 34)
            for x in range(0, 500, 90)
            for radius in (53, 44, 31, 22, 11)
        ),
    ),
}


def draw_covers(titles: Iterable[Anime]) -> Mapping[str, bytes]:
    """Draw the covers of titles: URL -> PNG."""
    drawn = list(titles)
    with ThreadPoolExecutor() as pool:
        return dict(zip((cover_url(t.id) for t in drawn), pool.map(draw_cover, drawn), strict=True))


def draw_cover(anime: Anime) -> bytes:
    """Draw the cover of a title as a PNG, the same one every time."""
    rng = np.random.default_rng(anime.id)
    sheet = _sky(int(rng.integers(len(SKIES))), SHEET_SIZE)
    scene = next((one for one in SCENES if {*one["genres"]} & {*anime.genres}), SCENES[-1])
    _draw(sheet, BACKDROPS[scene["backdrop"]](rng))
    emblem = Image.new("RGBA", SHEET_SIZE, "#ffffff00")
    _draw(emblem, scene["shapes"])
    emblem = emblem.rotate(scene["tilt"] * rng.uniform(-1, 1), center=(225, 235))
    sheet.paste("#0c0e22", (10, 14), emblem.getchannel("A").point(lambda alpha: alpha // 3))
    sheet.paste(emblem, (0, 0), emblem)
    foot = Image.linear_gradient("L").resize((SHEET_SIZE[0], 260))
    sheet.paste("#08091a", (0, 380), foot.point(lambda alpha: min(235, alpha * 3 // 2)))
    _write(sheet, anime.title)
    return _png(sheet.reduce(2))


def draw_face(name: str) -> bytes:
    """Draw an avatar as a PNG: the first letter of the name on a sky."""
    sheet = _sky(sum(name.encode()) % len(SKIES), FACE_SIZE)
    ImageDraw.Draw(sheet).text((64, 64), name[0].upper(), "white", FONTS[80], anchor="mm")
    return _png(sheet)


def _sky(number: int, size: tuple[int, int]) -> Image.Image:
    top, middle, bottom = SKIES[number]
    return ImageOps.colorize(Image.linear_gradient("L").resize(size), top, bottom, middle)


def _draw(sheet: Image.Image, shapes: Shapes) -> None:
    pen = ImageDraw.Draw(sheet, "RGBA")
    for method, ink, *arguments in shapes:
        width = {"width": 9} if method in {"arc", "line"} else {}
        getattr(pen, method)(*arguments, fill=INKS[ink], **width)


def _write(sheet: Image.Image, title: str) -> None:
    """Write the title at the foot of the sheet, as large as it fits."""
    # Pillow's built-in font has only ASCII.
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    pen = ImageDraw.Draw(sheet)
    for size in FONT_SIZES:
        lines = textwrap.wrap(plain, 750 // size, break_long_words=size == FONT_SIZES[-1])
        text = "\n".join(lines[:MAX_LINES])
        right = pen.multiline_textbbox((MARGIN, 0), text, FONTS[size])[2]
        if len(lines) <= MAX_LINES and right <= SHEET_SIZE[0] - MARGIN:
            break
    pen.multiline_text((MARGIN, 640 - MARGIN), text, "white", FONTS[size], "ld", stroke_width=1)


def _png(sheet: Image.Image) -> bytes:
    file = io.BytesIO()
    sheet.save(file, "PNG", compress_level=1)
    return file.getvalue()
