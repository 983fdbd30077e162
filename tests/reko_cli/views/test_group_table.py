"""The table of recommendations to a group, as text."""

import io

import pytest
from rich.console import Console

from reko_api.openapi.features.group import example_group_response
from reko_cli.views.group_table import group_lines, group_table
from reko_core.contract.group import GroupResponse


def rendered(response: GroupResponse, width: int = 80, first_rank: int = 1) -> list[str]:
    console = Console(file=io.StringIO(), width=width, legacy_windows=False, _environ={})
    console.print(group_table(response, width, first_rank=first_rank))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def test_members_are_numbered_and_each_has_a_column() -> None:
    header = rendered(example_group_response())[:2]
    columns, row = (line.split() for line in rendered(example_group_response())[3:5])

    assert header == ["(1) Some_User  312 titles seen", "(2) Other_User  48 titles seen"]
    assert columns == ["#", "Match", "Title", "All", "(1)", "(2)", "Id"]
    assert row[:2] == ["1", "84"]
    assert row[-4:] == ["59%", "81%+", "73%!", "33337"]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = rendered(example_group_response(), width)

    assert max(len(line.rstrip()) for line in lines) <= width


def test_nothing_to_recommend_says_what_helps() -> None:
    empty = example_group_response().model_copy(update={"rekos": ()})

    assert "--max-seen" in " ".join(rendered(empty))
    assert "smaller --offset" in " ".join(rendered(empty, first_rank=25))


def test_lines_for_programs_are_separated_by_tabs() -> None:
    assert group_lines(example_group_response(), 25) == [
        "25\t84\t59\t33337\tACCA: 13-ku Kansatsu-ka"
    ]
