"""A dark canvas for pictures that are read on a phone, and its font.

Widths are for screens of 390 points at two pixels a point: text of 26 pixels is read at 13 points.
"""

import io
from functools import cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

__all__ = ["ACCENT", "DARK", "DIM", "GREEN", "LINE", "MARGIN", "RED", "WHITE", "WIDTH", "Canvas"]

WIDTH, MARGIN = 780, 32
DARK, LINE, WHITE, DIM = "#1e1f22", "#3b3d44", "#f2f3f5", "#a9adb5"
GREEN, RED, ACCENT = "#23a55a", "#e0614f", "#5b8def"
_ELLIPSIS = "…"
_NO_CHARACTER = "\uffff"


class Canvas:
    """A picture of `WIDTH` pixels, drawn from top to bottom."""

    def __init__(self, height: int) -> None:
        self._image = Image.new("RGB", (WIDTH, height), DARK)
        self._draw = ImageDraw.Draw(self._image)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int = 26,
        colour: str = WHITE,
        is_bold: bool = False,
        anchor: str = "lm",
        max_width: float = WIDTH,
    ) -> None:
        """Write one line, shortened to `max_width` pixels; `anchor` as in Pillow."""
        font = _font(size, is_bold=is_bold)
        self._draw.text((x, y), _fitted(drawable(text), font, max_width), colour, font, anchor)

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """Fill a rectangle with round corners; at least three pixels are visible."""
        right, bottom = max(right, left + 3), max(bottom, top + 3)
        radius = min(6.0, (right - left) / 2, (bottom - top) / 2)
        self._draw.rounded_rectangle((left, top, right, bottom), radius, colour)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle with a dark border."""
        box = (x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(box, colour, outline=DARK, width=4)

    def png(self) -> bytes:
        """Return the picture as PNG."""
        file = io.BytesIO()
        # The picture has few colours, and a palette makes the file smaller.
        self._image.quantize(64, Image.Quantize.FASTOCTREE).save(file, "PNG")
        return file.getvalue()


def drawable(text: str) -> str:
    """Return the text without the characters that the font lacks: they would be drawn as boxes."""
    return " ".join("".join(one if _is_drawable(one) else " " for one in text).split())


@cache
def _font(size: int, *, is_bold: bool = False) -> ImageFont.FreeTypeFont:
    name = f"SourceSansPro-{'Semibold' if is_bold else 'Regular'}.otf"
    with as_file(files("font_source_sans_pro") / "files" / name) as path:
        return ImageFont.truetype(path, size)


@cache
def _missing_glyph() -> bytes:
    return bytes(_font(16).getmask(_NO_CHARACTER))


def _is_drawable(character: str) -> bool:
    if character.isascii():
        return character.isprintable()
    return character.isprintable() and bytes(_font(16).getmask(character)) != _missing_glyph()


def _fitted(text: str, font: ImageFont.FreeTypeFont, max_width: float) -> str:
    if font.getlength(text) <= max_width:
        return text
    while text and font.getlength(text + _ELLIPSIS) > max_width:
        text = text[:-1].rstrip()
    return text + _ELLIPSIS
