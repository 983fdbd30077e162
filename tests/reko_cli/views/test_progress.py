import io

from rich.console import Console

from reko_cli.views.progress import IntervalTimer, file_progress, step_progress
from reko_core.community.importers import Progress


def a_console(*, is_terminal: bool) -> tuple[Console, io.StringIO]:
    shown = io.StringIO()
    return Console(file=shown, force_terminal=is_terminal, width=120, _environ={}), shown


def test_without_a_terminal_every_step_gets_a_line() -> None:
    console, shown = a_console(is_terminal=False)

    with step_progress(console) as report:
        report("lists", 0, 10)
        report("lists", 5, 10)
        report("[item] model", 0, None)

    first, second = shown.getvalue().splitlines()
    assert first.endswith("lists 0/10")
    assert second.endswith("[item] model")


def test_on_a_terminal_every_step_gets_a_bar() -> None:
    console, shown = a_console(is_terminal=True)

    with step_progress(console) as report:
        report("lists", 5, 1000)
        report("[item] model", 0, None)

    assert "lists" in shown.getvalue()
    assert "[item] model" in shown.getvalue()
    assert "1,000/1,000" in shown.getvalue()


def test_on_a_terminal_a_file_shows_bytes_and_rows() -> None:
    console, shown = a_console(is_terminal=True)

    with file_progress(console, "[bold]lists\x07.csv") as report:
        report(Progress(bytes_read=5_000_000, bytes_total=10_000_000, n_rows=1234))

    assert "[bold]lists.csv" in shown.getvalue()
    assert "5.0/10.0 MB" in shown.getvalue()
    assert "1,234 rows" in shown.getvalue()


def test_short_work_on_a_file_prints_no_line() -> None:
    console, shown = a_console(is_terminal=False)

    with file_progress(console, "lists.csv") as report:
        report(Progress(bytes_read=10, bytes_total=10, n_rows=2))

    assert not shown.getvalue()


def test_a_line_is_due_when_the_interval_has_passed() -> None:
    now = 100.0
    pace = IntervalTimer(5, clock=lambda: now)

    assert not pace.is_due()
    now = 105
    assert pace.is_due()
    assert not pace.is_due()
    now = 111
    assert pace.is_due()
    assert pace.elapsed_s == 11
