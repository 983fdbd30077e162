import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from reko_cli.views.table import recommendation_lines, recommendation_table
from reko_core.contract.recommend import Response


def rendered(
    response: Response,
    width: int,
    *,
    is_terminal: bool = False,
    first_rank: int = 1,
    is_verbose: bool = False,
) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=is_terminal,
        color_system="truecolor" if is_terminal else None,
        legacy_windows=False,
        _environ={},
    )
    table = recommendation_table(
        response, "Some_User", width, first_rank=first_rank, is_verbose=is_verbose
    )
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def table_of(text: str) -> list[str]:
    """Return the header and the rows of the table."""
    return text.split("\n\n")[1].splitlines()


def with_title(response: Response, title: str) -> Response:
    reko = response.rekos[0]
    info = reko.info.model_copy(update={"title": title})
    return response.model_copy(update={"rekos": (reko.model_copy(update={"info": info}),)})


def test_the_header_states_what_the_result_is_based_on(response: Response) -> None:
    header, details = (
        rendered(response, 80, is_verbose=is_verbose).split("\n\n")[0].splitlines()
        for is_verbose in (False, True)
    )

    assert header == ["Some_User  1 similar user · list from 2022-12-31 12:00 UTC"]
    assert details == [*header, "2 of 107 candidates · accuracy 96 after 3 passes"]


def test_the_header_counts_titles_that_mal_does_not_have(response: Response) -> None:
    metadata = response.metadata.model_copy(update={"unmapped_entries": 7})

    lines = rendered(response.model_copy(update={"metadata": metadata}), 80).splitlines()

    assert "without 7 titles of the list that MyAnimeList does not have" in lines


def test_the_header_states_what_was_not_searched(response: Response) -> None:
    algorithm = response.metadata.algorithm.model_copy(update={"missing_users": 0.5})
    metadata = response.metadata.model_copy(update={"algorithm": algorithm})
    partial = response.model_copy(update={"metadata": metadata})

    assert "50% of the community could not be searched just now." in rendered(partial, 120)
    assert "searched" not in rendered(response, 120)


def test_a_wide_terminal_shows_all_columns(response: Response) -> None:
    row = table_of(rendered(response, 140))[1]
    parts = ("1", "93", "Ping Pong", "2014 TV 11 ep R", "8.73", "83%", "█", "8.63", "22135")

    for part in (*parts, "Drama, Sports"):
        assert part in row


@pytest.mark.parametrize("width", [60, 70, 80, 100, 110, 200])
def test_long_titles_take_no_space_from_the_numbers(response: Response, width: int) -> None:
    title = "a very long title that fits nowhere " * 8
    long = with_title(response, title)
    many = long.model_copy(update={"rekos": long.rekos * 24})

    table = table_of(rendered(many, width))

    assert table[0].split()[:5] == ["#", "Match", "Title", "Score", "Enjoy"]
    assert [line.split()[0] for line in table[1:]] == [str(rank) for rank in range(1, 25)]
    assert all("8.73" in line and "83%" in line for line in table[1:])


@pytest.mark.parametrize("width", [20, 30, 40, 60, 70, 80, 100, 110, 200])
def test_rows_never_wrap(response: Response, width: int) -> None:
    long = with_title(response, "鋼の錬金術師 and a very long title that fits nowhere " * 5)

    lines = rendered(long, width).rstrip().splitlines()
    table = table_of(rendered(long, width))

    assert len(table) == 1 + len(long.rekos)
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (40, ["#", "Match", "Title", "Score", "Enjoy"]),
        (60, ["#", "Match", "Title", "Score", "Enjoy", "Id"]),
        (80, ["#", "Match", "Title", "Score", "Enjoy", "Similar", "Id"]),
        (100, ["#", "Match", "Title", "Score", "Enjoy", "Similar", "MAL", "Id"]),
        (120, ["#", "Match", "Title", "Score", "Enjoy", "Similar", "MAL", "Id", "Genres"]),
    ],
)
def test_narrow_terminals_drop_columns(response: Response, width: int, columns: list[str]) -> None:
    assert table_of(rendered(response, width))[0].split() == columns


def test_markup_in_a_title_is_shown_as_it_is(response: Response) -> None:
    title = "[bold]K[/] :smile: [link=x]"

    assert title in rendered(with_title(response, title), 120)


def test_titles_cannot_inject_terminal_escapes(response: Response) -> None:
    shown = rendered(with_title(response, "a\x1b]0;owned\x07\nb\u202e"), 120)

    assert "a]0;owned b" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_nothing_is_coloured_when_piped(response: Response) -> None:
    assert "\x1b" not in rendered(response, 120)
    assert "\x1b" in rendered(response, 120, is_terminal=True)


def test_unknown_values_are_omitted(response: Response) -> None:
    unknown = dict.fromkeys(("mean", "airing_date", "rating", "num_episodes", "media_type"))
    reko = response.rekos[0]
    info = reko.info.model_copy(update={**unknown, "genres": ()})
    bare = response.model_copy(update={"rekos": (reko.model_copy(update={"info": info}),)})

    row = table_of(rendered(bare, 140))[1]

    assert "None" not in row
    assert row.split()[:4] == ["1", "93", "Ping", "Pong"]
    assert "-" in row.split()


def test_an_empty_result_has_a_message(response: Response) -> None:
    empty = response.model_copy(update={"rekos": ()})

    assert "Nothing left to recommend" in rendered(empty, 80)


def test_an_empty_result_names_the_filters_that_leave_nothing(response: Response) -> None:
    empty = response.model_copy(update={"rekos": ()})
    group = recommendation_table(empty, "Some_User", 80, blockers=("genres", "years"))
    console = Console(file=io.StringIO(), width=100)
    console.print(group)

    assert isinstance(console.file, io.StringIO)
    assert "titles without --genre or --year-from and --year-to." in console.file.getvalue()


def test_ranks_continue_from_the_previous_page(response: Response) -> None:
    rows = table_of(rendered(response, 80, first_rank=25))[1:]

    assert [row.split()[0] for row in rows] == ["25", "26"]


def test_lines_for_other_programs_have_a_value_each_behind_a_tab(response: Response) -> None:
    lines = recommendation_lines(with_title(response, "a\tb\nc\x1b[0m"), first_rank=25)

    assert lines == ["25\t93\t8.73\t83\t22135\ta b c[0m"]


def test_a_page_after_the_last_has_a_message(response: Response) -> None:
    empty = response.model_copy(update={"rekos": ()})

    assert "There are no more than 48 titles" in rendered(empty, 80, first_rank=49)


@pytest.mark.parametrize("percent", [0, 1, 50, 99, 100])
def test_enjoyment_bars_have_one_width(response: Response, percent: int) -> None:
    reko = response.rekos[0]
    expected = reko.expected.model_copy(update={"enjoyment": percent})
    one = response.model_copy(update={"rekos": (reko.model_copy(update={"expected": expected}),)})

    head, row = table_of(rendered(one, 100))

    assert f"{percent}%" in row
    assert row.index("8.63") + len("8.63") == head.index("MAL") + len("MAL")
