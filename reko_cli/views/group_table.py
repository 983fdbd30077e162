"""Recommendations to a group, as a table that fits the terminal, or as lines for other programs."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reko_cli.views.table import match_text, missing_users, title_text
from reko_core.contract.group import GroupRecommendation, GroupResponse, MemberView
from reko_core.domain.sites import display_name
from reko_core.domain.text import clean

__all__ = ["group_lines", "group_table"]

# The minimum terminal width, in columns, to show a part besides the chances of the members.
DETAILS_WIDTH, ID_WIDTH = 70, 50
MEMBER_WIDTH = 7
LEGEND = """\
All: the chance that all of them like it. Beside it, how likely each enjoys it;
+ plans to watch it, * has seen it, ! the least likely of them."""


def group_table(response: GroupResponse, width: int, *, first_rank: int = 1) -> RenderableType:
    """Render a response for a terminal of `width` columns."""
    header = _header(response)
    if not response.rekos:
        return Group(header, Text(_nothing(first_rank)))
    # Each member takes a column from the details of the title.
    left = width - MEMBER_WIDTH * len(response.metadata.members)
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("Match", justify="right", no_wrap=True)
    table.add_column("Title")
    table.add_column("All", justify="right", no_wrap=True)
    for number in range(1, len(response.metadata.members) + 1):
        table.add_column(f"({number})", justify="right", no_wrap=True)
    if left >= ID_WIDTH:
        table.add_column("Id", justify="right", style="dim", no_wrap=True)
    for rank, reko in enumerate(response.rekos, start=first_rank):
        cells = [Text(str(rank)), match_text(reko.match)]
        cells += [title_text(reko.info, has_details=left >= DETAILS_WIDTH)]
        cells += [Text(f"{reko.everybody}%", "bold"), *_members(reko)]
        table.add_row(*cells, *([Text(str(reko.id))] if left >= ID_WIDTH else []))
    return Group(header, Text(), table, Text(), Text(LEGEND, "dim"))


def group_lines(response: GroupResponse, first_rank: int = 1) -> list[str]:
    """Return rank, match, chance that all like it, MAL id and title, separated by tabs."""
    return [
        f"{rank}\t{reko.match}\t{reko.everybody}\t{reko.id}\t{clean(reko.info.title)}"
        for rank, reko in enumerate(response.rekos, start=first_rank)
    ]


def _header(response: GroupResponse) -> Text:
    text = Text()
    for number, member in enumerate(response.metadata.members, start=1):
        text.append(f"({number}) ", "dim")
        text.append(clean(display_name(member.user_name)), "bold")
        text.append(f"  {member.n_seen:,} titles seen\n", "dim")
    if response.metadata.missing_users:
        text.append(f"{missing_users(response.metadata.missing_users)}\n", "yellow")
    text.right_crop(1)
    return text


def _nothing(first_rank: int) -> str:
    if first_rank > 1:
        return f"There are no more than {first_rank - 1} titles: try a smaller --offset."
    return "There is nothing that all of them could watch: try fewer filters, or --max-seen 1."


def _members(reko: GroupRecommendation) -> list[Text]:
    return [_member(one, is_least=k == reko.least) for k, one in enumerate(reko.members)]


def _member(one: MemberView, *, is_least: bool) -> Text:
    marks = f"{'+' if one.planned else ''}{'*' if one.seen else ''}{'!' if is_least else ''}"
    return Text(f"{one.enjoyment}%{marks}", "yellow" if is_least else "")
