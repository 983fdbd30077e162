"""The fonts of pictures, by character: Source Sans, and a Japanese one where there is any.

The Japanese font is that of the extra `japanese`, or of a package of Debian. Its Latin letters are
those of Source Sans, so that a line of both looks like one.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import as_file, files
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

__all__ = ["base_font", "drawable", "fitted", "in_two_lines", "is_drawable", "runs", "text_width"]

Font = ImageFont.FreeTypeFont

_JAPANESE_PACKAGE, _JAPANESE_FILE = "noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf"
_SYSTEM_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/fonts-japanese-gothic.ttf",
)
_ELLIPSIS = "…"
# Width of the narrowest characters as a share of the size.
_NARROWEST = 0.11
_NO_CHARACTER = "\uffff"
_TEST_SIZE = 16
_N_CHARACTERS = 4096


def drawable(text: str) -> str:
    """Return the text without the characters that no font has: they would be drawn as boxes."""
    return " ".join("".join(one if _has_glyph(one) else " " for one in text).split())


def is_drawable(text: str) -> bool:
    """Return whether all letters and digits of a text can be drawn."""
    return all(_has_glyph(one) for one in text if one.isalnum())


def runs(text: str, size: int, *, is_bold: bool = False) -> Iterator[tuple[str, Font]]:
    """Yield the parts of a drawable text, each with the font that has it."""
    for is_base, part in groupby(text, _is_in_base):
        yield "".join(part), base_font(size, is_bold=is_bold) if is_base else _japanese_font(size)


def text_width(text: str, size: int, *, is_bold: bool = False) -> float:
    """Return the width of a drawable text in pixels."""
    return sum(font.getlength(part) for part, font in runs(text, size, is_bold=is_bold))


def fitted(text: str, size: int, max_width: float, *, is_bold: bool = False) -> str:
    """Return a drawable text, shortened to a width in pixels."""
    # No more characters fit than the narrowest ones: a name may have hundreds.
    most = _most_characters(size, max_width)
    if len(text) <= most and text_width(text, size, is_bold=is_bold) <= max_width:
        return text
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        shorter = text[:middle].rstrip() + _ELLIPSIS
        if text_width(shorter, size, is_bold=is_bold) <= max_width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _ELLIPSIS


def in_two_lines(text: str, size: int, max_width: float) -> list[str]:
    """Return a drawable text in one line or in two, the second shortened to the width."""
    text = text[: 2 * _most_characters(size, max_width)]
    if text_width(text, size) <= max_width:
        return [text]
    words = text.split(" ")
    # Names of one long word, as Japanese ones are, are cut anywhere.
    first = next(
        (
            " ".join(words[:n])
            for n in range(len(words) - 1, 0, -1)
            if text_width(" ".join(words[:n]), size) <= max_width
        ),
        fitted(text, size, max_width).removesuffix(_ELLIPSIS),
    )
    return [first, fitted(text[len(first) :].strip(), size, max_width)]


def _most_characters(size: int, max_width: float) -> int:
    """Return a number of characters that is more than fits."""
    return int(max_width / (size * _NARROWEST)) + 2


@cache
def base_font(size: int, *, is_bold: bool = False) -> Font:
    """Return Source Sans."""
    name = f"SourceSansPro-{'Semibold' if is_bold else 'Regular'}.otf"
    with as_file(files("font_source_sans_pro") / "files" / name) as path:
        return ImageFont.truetype(path, size)


@cache
def _japanese_path() -> Path | None:
    """Return the file of the Japanese font, None where there is none."""
    found = [Path(one) for one in _SYSTEM_FONTS]
    if find_spec(_JAPANESE_PACKAGE) is not None:
        with as_file(files(_JAPANESE_PACKAGE) / _JAPANESE_FILE) as path:
            found.insert(0, path)
    return next((path for path in found if path.is_file()), None)


@cache
def _japanese_font(size: int) -> Font:
    path = _japanese_path()
    return base_font(size) if path is None else ImageFont.truetype(path, size)


def _has_glyph(character: str) -> bool:
    if not character.isprintable():
        return False
    return _is_in_base(character) or (_japanese_path() is not None and _is_in_japanese(character))


@lru_cache(_N_CHARACTERS)
def _is_in_base(character: str) -> bool:
    return character.isascii() or _is_in(base_font(_TEST_SIZE), character)


@lru_cache(_N_CHARACTERS)
def _is_in_japanese(character: str) -> bool:
    return _is_in(_japanese_font(_TEST_SIZE), character)


def _is_in(font: Font, character: str) -> bool:
    return bytes(font.getmask(character)) != bytes(font.getmask(_NO_CHARACTER))
