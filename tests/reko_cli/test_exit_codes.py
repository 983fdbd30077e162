import subprocess
import sys
from typing import Never

import pytest

from reko_cli.exit_codes import print_error, run_command, run_command_line
from reko_core.errors import StoreError


def raising(error: BaseException) -> Never:
    raise error


def test_an_error_of_ours_becomes_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(lambda: raising(StoreError("locked")), is_debug=False) == 1

    told = capsys.readouterr().err
    assert told.startswith("reko: Database error (locked).")
    assert len(told.splitlines()) == 1


def test_the_unexpected_is_told_by_its_type(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(lambda: raising(ZeroDivisionError("a\nb")), is_debug=False) == 1

    told = capsys.readouterr().err
    assert "(ZeroDivisionError: a b)" in told
    assert len(told.splitlines()) == 1


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(lambda: raising(ZeroDivisionError("odd")), is_debug=True) == 1

    told = capsys.readouterr().err
    assert told.startswith("Traceback")
    assert told.splitlines()[-1].startswith("reko: ")


def test_an_exit_code_goes_through() -> None:
    assert run_command(lambda: 1, is_debug=False) == 1
    assert run_command(lambda: None, is_debug=False) == 0


def test_an_interrupt_ends_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command_line(lambda: run_command(_interrupt, is_debug=False)) == 130
    assert capsys.readouterr().err == "reko: Interrupted.\n"


def _interrupt() -> int:
    raise KeyboardInterrupt


def test_options_at_which_the_parser_stumbles_are_wrong_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_command_line(lambda: raising(AssertionError())) == 2
    assert capsys.readouterr().err == "reko: Cannot parse these options. See: reko --help\n"


def test_errors_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_error("a\x1b[2Jb\nc")

    assert capsys.readouterr().err == "reko: a[2Jb c\n"


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    code = (
        "import sys; from reko_cli.exit_codes import run_command\n"
        "def run():\n"
        "    for _ in range(100_000): print('x' * 100)\n"
        "sys.exit(run_command(run, is_debug=False))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
