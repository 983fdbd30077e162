"""A picture made of sections, as high as these need."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from reko_core.pictures.drawing.canvas import DIM, MARGIN, RIGHT, Canvas

__all__ = ["GAP", "Draw", "Sheet"]

GAP = 26
_HEADING, _TITLE, _NOTE = 52, 62, 40

Draw = Callable[[Canvas, float], None]


class Sheet:
    """Sections from top to bottom; they are drawn when all are known."""

    def __init__(self) -> None:
        self._height = float(MARGIN)
        self._parts: list[tuple[float, Draw]] = []

    def add(self, height: float, draw: Draw) -> None:
        """Add a section; `draw` gets the canvas and the upper edge of the section."""
        self._parts.append((self._height, draw))
        self._height += height

    def rows(self, height: float, draws: Sequence[Draw]) -> None:
        """Add rows of one height; each `draw` gets the middle of its row."""

        def draw_all(canvas: Canvas, top: float) -> None:
            for row, draw in enumerate(draws):
                draw(canvas, top + (row + 0.5) * height)

        self.add(height * len(draws), draw_all)

    def title(self, text: str, subtitle: str = "") -> None:
        """Add a title, and a smaller line below it; space above, unless it is the first."""
        self._height += GAP * bool(self._parts)
        self._line(text, _TITLE, size=44, is_bold=True)
        if subtitle:
            self.note(subtitle)

    def heading(self, *texts: str, lefts: Sequence[float] = (MARGIN,)) -> None:
        """Add the heading of a section, or of several side by side, with space above.

        lefts: the left edges of the sections.
        """
        edges = pairwise((*lefts, RIGHT + GAP))

        def draw(canvas: Canvas, top: float) -> None:
            for text, (left, right) in zip(texts, edges, strict=True):
                width = right - GAP - left
                canvas.text(
                    left, top + _HEADING / 2 - 4, text, size=30, is_bold=True, max_width=width
                )

        self._height += GAP
        self.add(_HEADING, draw)

    def note(self, text: str) -> None:
        """Add a line in a dim colour."""
        self._line(text, _NOTE, size=26, colour=DIM)

    def png(self) -> bytes:
        """Draw all sections; return the picture as PNG."""
        canvas = Canvas(self._height + MARGIN)
        for top, draw in self._parts:
            draw(canvas, top)
        return canvas.png()

    def _line(
        self, text: str, height: float, *, size: int, is_bold: bool = False, **style: str
    ) -> None:
        def draw(canvas: Canvas, top: float) -> None:
            canvas.text(
                MARGIN,
                top + height / 2 - 4,
                text,
                size=size,
                is_bold=is_bold,
                max_width=RIGHT - MARGIN,
                **style,
            )

        self.add(height, draw)
