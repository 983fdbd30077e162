"""A dark canvas for pictures that are read on a phone.

Widths are for screens of 390 points at two pixels a point: text of 26 pixels is read at 13 points.
The background is opaque, so that a picture looks the same on light and on dark pages.
"""

import io
from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageDraw

from reko_core.pictures.drawing.fonts import (
    base_font,
    drawable,
    fitted,
    in_two_lines,
    runs,
    text_width,
)

__all__ = [
    "ACCENT",
    "DARK",
    "DARK_GREEN",
    "DIM",
    "GREEN",
    "LINE",
    "MARGIN",
    "ORANGE",
    "RED",
    "RIGHT",
    "WHITE",
    "WIDTH",
    "Canvas",
]

WIDTH, MARGIN = 780, 32
RIGHT = WIDTH - MARGIN
DARK, LINE, WHITE, DIM = "#1e1f22", "#3b3d44", "#f2f3f5", "#a9adb5"
GREEN, RED, ACCENT, ORANGE = "#23a55a", "#e0614f", "#5b8def", "#e8a33d"
DARK_GREEN = "#1f6b41"
_RADIUS = 6
_N_COLOURS = 96
_SUPERSAMPLING = 4
_SHIFTS = {"l": 0.0, "m": 0.5, "r": 1.0}


class Canvas:
    """A picture of `WIDTH` pixels, drawn from top to bottom."""

    def __init__(self, height: float) -> None:
        self._image = Image.new("RGB", (WIDTH, round(height)), DARK)
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
        align: str = "l",
        max_width: float = WIDTH,
    ) -> float:
        """Write one line, shortened to `max_width`; return its width in pixels.

        align: l, m or r, which part of the line is at x. Its middle is at y.
        """
        shown = fitted(drawable(text), size, max_width, is_bold=is_bold)
        width = text_width(shown, size, is_bold=is_bold)
        ascent, descent = base_font(size, is_bold=is_bold).getmetrics()
        left, baseline = x - _SHIFTS[align] * width, y + (ascent - descent) / 2
        for part, font in runs(shown, size, is_bold=is_bold):
            self._draw.text((left, baseline), part, colour, font, "ls")
            left += font.getlength(part)
        return width

    def lines(self, x: float, y: float, text: str, *, size: int = 26, max_width: float) -> None:
        """Write a text in at most two lines, their middle at y."""
        parts = in_two_lines(drawable(text), size, max_width)
        first = y - (len(parts) - 1) * (size + 4) / 2
        for number, part in enumerate(parts):
            self.text(x, first + number * (size + 4), part, size=size, max_width=max_width)

    def upright_text(
        self, x: float, bottom: float, text: str, max_height: float, *, size: int, colour: str = DIM
    ) -> None:
        """Write one line from the bottom up, its middle at x."""
        shown = fitted(drawable(text), size, max_height)
        ascent, descent = base_font(size).getmetrics()
        line = Image.new("L", (round(text_width(shown, size)) + 1, ascent + descent))
        left, pen = 0.0, ImageDraw.Draw(line)
        for part, font in runs(shown, size):
            pen.text((left, ascent), part, 255, font, "ls")
            left += font.getlength(part)
        mask = line.transpose(Image.Transpose.ROTATE_90)
        self._image.paste(colour, (round(x - mask.width / 2), round(bottom - mask.height)), mask)

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """Fill a rectangle with round corners; at least three pixels are visible."""
        width, height = max(round(right - left), 3), max(round(bottom - top), 3)
        self._image.paste(colour, (round(left), round(top)), _rounded(width, height))

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle with a dark border."""
        for one, fill in ((radius, DARK), (radius - 4, colour)):
            mask = _pie(round(2 * one), 0, 360, 0)
            self._image.paste(fill, (round(x - one), round(y - one)), mask)

    def arc(
        self,
        x: float,
        y: float,
        radius: float,
        thickness: float,
        share: tuple[float, float],
        *,
        colour: str,
    ) -> None:
        """Draw a part of a ring, clockwise from the top; share: where it begins and ends, 0..1."""
        start, end = (360 * one - 90 for one in share)
        mask = _pie(round(2 * radius), start, end, round(thickness))
        self._image.paste(colour, (round(x - radius), round(y - radius)), mask)

    def png(self) -> bytes:
        """Return the picture as PNG."""
        file = io.BytesIO()
        # The picture has few colours, and a palette makes the file smaller.
        self._image.quantize(_N_COLOURS, Image.Quantize.FASTOCTREE).save(file, "PNG")
        return file.getvalue()


@lru_cache(256)
def _rounded(width: int, height: int) -> Image.Image:
    radius = min(_RADIUS, width / 2, height / 2) * _SUPERSAMPLING
    return _smooth(width, height, lambda pen, box: pen.rounded_rectangle(box, radius, 255))


@lru_cache(64)
def _pie(size: int, start: float, end: float, thickness: int) -> Image.Image:
    """Return the mask of a part of a disc, or of a ring where there is a thickness."""

    def draw(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
        if thickness:
            pen.arc(box, start, end, 255, thickness * _SUPERSAMPLING)
        else:
            pen.ellipse(box, 255)

    return _smooth(size, size, draw)


def _smooth(
    width: int,
    height: int,
    draw: Callable[[ImageDraw.ImageDraw, tuple[int, int, int, int]], None],
) -> Image.Image:
    """Return the mask of a shape with smooth edges, which Pillow's own are not."""
    large = Image.new("L", (width * _SUPERSAMPLING, height * _SUPERSAMPLING))
    draw(ImageDraw.Draw(large), (0, 0, large.width - 1, large.height - 1))
    return large.reduce(_SUPERSAMPLING)
