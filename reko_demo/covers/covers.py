"""Pictures for the demo, drawn here: covers, since the real ones belong to others, and faces.

Needs Pillow, which comes with the extra `demo`.
"""

import io
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from reko_core.domain.models import Anime
from reko_demo.community.catalogue import cover_url
from reko_demo.covers.brush import HEIGHT, WIDTH
from reko_demo.covers.motifs import motif_of

__all__ = ["COVER_SIZE", "draw_cover", "draw_covers", "draw_face"]

# Covers are drawn larger than they are shown: scaling down smooths the edges.
SCALE = 2
COVER_SIZE = (WIDTH // SCALE, HEIGHT // SCALE)
# Top, middle and bottom of the sky, in RGB.
SKIES = (
    ((255, 154, 118), (226, 86, 116), (92, 40, 110)),
    ((116, 196, 255), (66, 122, 222), (36, 44, 118)),
    ((134, 226, 190), (38, 148, 152), (18, 62, 96)),
    ((255, 206, 110), (240, 122, 82), (126, 38, 82)),
    ((196, 158, 255), (118, 84, 212), (42, 30, 98)),
    ((255, 170, 204), (214, 92, 164), (84, 34, 112)),
    ((160, 214, 120), (66, 146, 96), (20, 66, 76)),
    ((120, 140, 190), (62, 76, 134), (22, 24, 62)),
)
FACE_SIZE = 128
MARGIN, MAX_LINES = 26, 3
FONT_SIZES = range(58, 27, -3)


def draw_covers(titles: Iterable[Anime]) -> Mapping[str, bytes]:
    """Draw the covers of titles: address -> PNG."""
    drawn = list(titles)
    with ThreadPoolExecutor() as pool:
        pictures = pool.map(draw_cover, drawn)
        return {cover_url(anime.id): png for anime, png in zip(drawn, pictures, strict=True)}


def draw_cover(anime: Anime) -> bytes:
    """Draw the cover of a title as a PNG, the same one every time."""
    rng = np.random.default_rng(anime.id)
    sheet = _sky(int(rng.integers(len(SKIES)))).copy()
    pen = ImageDraw.Draw(sheet, "RGBA")
    motif_of(anime)(pen, rng)
    _write(sheet, anime.title)
    file = io.BytesIO()
    sheet.reduce(SCALE).save(file, "PNG", compress_level=1)
    return file.getvalue()


def draw_face(name: str) -> bytes:
    """Draw what stands for a person, as a PNG: the first letter of the name before a sky."""
    sheet = _sky(sum(name.encode()) % len(SKIES)).resize((FACE_SIZE, FACE_SIZE))
    middle = FACE_SIZE / 2
    pen = ImageDraw.Draw(sheet)
    pen.text((middle, middle), name[0].upper(), "white", _font(FACE_SIZE * 5 // 8), anchor="mm")
    file = io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()


@cache
def _sky(number: int) -> Image.Image:
    """Return a sheet that goes from one colour of a sky over the next to the last."""
    colours = SKIES[number]
    rows = np.linspace(0, len(colours) - 1, HEIGHT)
    bands = [
        np.interp(rows, range(len(colours)), [colour[band] for colour in colours])
        for band in range(3)
    ]
    column = np.stack(bands, axis=-1).round().astype(np.uint8)[:, None, :]
    return Image.fromarray(np.repeat(column, WIDTH, axis=1))


def _write(sheet: Image.Image, title: str) -> None:
    """Darken the foot of the sheet and write the title there."""
    fade = _fade()
    sheet.paste((8, 9, 26), (0, HEIGHT - fade.height), fade)
    size, lines = _fitted(title)
    font, top = _font(size), HEIGHT - MARGIN - len(lines) * size * 1.12
    pen = ImageDraw.Draw(sheet)
    for row, line in enumerate(lines):
        pen.text(
            (MARGIN, top + row * size * 1.12),
            line,
            "white",
            font,
            stroke_width=size // 32,
            stroke_fill="white",
        )


@cache
def _fade() -> Image.Image:
    """Return the mask of the foot: clear at its top, nearly full from the middle on."""
    slope = Image.linear_gradient("L").resize((WIDTH, HEIGHT * 5 // 12))
    return slope.point(lambda value: min(235, value * 3 // 2))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


def _fitted(title: str) -> tuple[int, list[str]]:
    """Return the largest size at which the title fits, and its lines."""
    # Pillow's own font has no more than ASCII.
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    for size in FONT_SIZES:
        width = int((WIDTH - 2 * MARGIN) / (size * 0.53))
        lines = textwrap.wrap(plain, width, break_long_words=size == FONT_SIZES[-1])
        if len(lines) <= MAX_LINES and all(
            _font(size).getlength(line) <= WIDTH - 2 * MARGIN for line in lines
        ):
            break
    return size, lines[:MAX_LINES]
