"""Titles like given ones, as a table that fits the terminal, or as lines for other programs."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reko_cli.views.table import match_text, title_text
from reko_core.contract.similar import SimilarResponse
from reko_core.domain.text import clean

__all__ = ["similar_lines", "similar_table"]

# The minimum terminal width, in columns, to show a part.
DETAILS_WIDTH, GENRES_WIDTH, ID_WIDTH = 70, 90, 50


def similar_table(response: SimilarResponse, width: int, *, first_rank: int = 1) -> RenderableType:
    """Render a response for a terminal of `width` columns."""
    header = _header(response)
    if not response.rekos:
        nothing = "There is nothing like that: try fewer filters, or a smaller --offset."
        return Group(header, Text(nothing))
    is_scored = response.metadata.user_last_analyzed is not None
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("Match", justify="right", no_wrap=True)
    table.add_column("Title")
    columns = {
        "Score": is_scored,
        "Enjoy": is_scored,
        "In common": width >= GENRES_WIDTH,
        "Id": width >= ID_WIDTH,
    }
    for name, is_shown in columns.items():
        if is_shown:
            table.add_column(name, justify="left" if name == "In common" else "right")
    for rank, reko in enumerate(response.rekos, start=first_rank):
        expected = reko.expected
        cells = {
            "Score": f"{expected.score:.2f}" if expected else "",
            "Enjoy": f"{expected.enjoyment}%" if expected else "",
            "In common": clean(", ".join(reko.shared_genres)),
            "Id": str(reko.id),
        }
        shown = [Text(cells[name]) for name, is_shown in columns.items() if is_shown]
        title = title_text(reko.info, has_details=width >= DETAILS_WIDTH)
        table.add_row(Text(str(rank)), match_text(reko.match), title, *shown)
    return Group(header, Text(), table)


def similar_lines(response: SimilarResponse, first_rank: int = 1) -> list[str]:
    """Return rank, match, MAL id and title, separated by tabs."""
    return [
        f"{rank}\t{reko.match}\t{reko.id}\t{clean(reko.info.title)}"
        for rank, reko in enumerate(response.rekos, start=first_rank)
    ]


def _header(response: SimilarResponse) -> Text:
    metadata = response.metadata
    text = Text("Like ")
    text.append(clean(", ".join(info.title for info in metadata.like)), "bold")
    if metadata.unlike:
        text.append(f", unlike {clean(', '.join(info.title for info in metadata.unlike))}")
    return text
