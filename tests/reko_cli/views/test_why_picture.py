import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from reko_api.openapi.examples import example_why_response
from reko_cli.views.why_picture import why_picture
from reko_core.contract.explain import WhyResponse

EXAMPLE = example_why_response()


def rendered(response: WhyResponse, width: int = 80) -> list[str]:
    console = Console(
        file=io.StringIO(), width=width, color_system=None, legacy_windows=False, _environ={}
    )
    console.print(why_picture(response, "Some_User", width))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().rstrip().splitlines()


def test_the_expected_score_is_drawn_on_the_scale() -> None:
    lines = rendered(EXAMPLE)
    at = next(place for place, line in enumerate(lines) if line.startswith("1     2"))
    numbers, scale = lines[at : at + 2]

    assert numbers.split() == [str(score) for score in range(1, 11)]
    assert scale.index("●") == round((8.23 - 1) * 6)
    assert scale.index("━") == round((6.4 - 1) * 6)
    assert scale.rindex("━") == numbers.index("10") == 54
    assert len(scale) == 55


def test_the_users_own_score_is_drawn_on_the_scale() -> None:
    own = EXAMPLE.own
    assert own is not None
    seen = own.model_copy(update={"status": "dropped", "score": 3})
    lines = rendered(EXAMPLE.model_copy(update={"own": seen}))

    assert "on their list: dropped, scored 3; predicted as if it were not" in lines
    assert next(line for line in lines if "◆" in line).index("◆") == 12


def test_influences_are_drawn_in_their_direction() -> None:
    lines = rendered(EXAMPLE)
    up, down = (next(line for line in lines if name in line) for name in ("Koukaku", "Naruto"))

    assert up.startswith("+0.11")
    assert "│██████████" in up
    assert down.startswith("-0.04")
    assert " ████│ " in down
    assert up.index("│") == down.index("│")
    assert "without those that raise it: 8.12; without those that lower it: 8.27" in lines


def test_similar_users_are_counted_by_score() -> None:
    lines = rendered(EXAMPLE)

    assert "4 of 8 have seen it: 2 recommend it, 1 dropped it" in lines
    assert f" 9 {'█' * 24} 1" in lines
    assert " 1" in lines
    assert "The most similar of them, affinity 80 or more" in lines
    assert " 9  recommends it" in lines
    assert " 5  does not" in lines


@pytest.mark.parametrize("width", [10, 20, 30, 40, 60, 80, 200])
def test_lines_never_wrap(width: int) -> None:
    long = "鋼の錬金術師 and a very long title that fits nowhere " * 5
    info = EXAMPLE.info.model_copy(update={"title": long})
    influences = tuple(one.model_copy(update={"title": long}) for one in EXAMPLE.influences)
    odd = EXAMPLE.model_copy(update={"info": info, "influences": influences})

    assert len(rendered(odd, width)) == len(rendered(EXAMPLE, 200))
    assert all(cell_len(line) <= width for line in rendered(odd, width))


def test_a_title_without_a_name_is_shown_by_its_id() -> None:
    info = EXAMPLE.info.model_copy(update={"title": "\x1b"})

    assert rendered(EXAMPLE.model_copy(update={"info": info}))[0].startswith("#33337")
