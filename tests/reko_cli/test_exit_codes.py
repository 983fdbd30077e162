import subprocess
import sys
from typing import Never

import pytest

from reko_cli.exit_codes import print_error, run_command, run_command_line
from reko_core.errors import StoreError


def raising(error: BaseException) -> Never:
    raise error


def test_a_reko_error_is_printed_as_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(lambda: raising(StoreError("locked")), is_debug=False) == 1

    output = capsys.readouterr().err
    assert output.startswith("reko: Storage failed: locked. ")
    assert len(output.splitlines()) == 1


def test_an_unexpected_error_is_reported_by_its_type(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(lambda: raising(ZeroDivisionError("a\nb")), is_debug=False) == 1

    output = capsys.readouterr().err
    assert "(ZeroDivisionError: a b)" in output
    assert len(output.splitlines()) == 1


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(lambda: raising(ZeroDivisionError("odd")), is_debug=True) == 1

    output = capsys.readouterr().err
    assert output.startswith("Traceback")
    assert output.splitlines()[-1].startswith("reko: ")


def test_an_exit_code_is_passed_on() -> None:
    assert run_command(lambda: 1, is_debug=False) == 1
    assert run_command(lambda: None, is_debug=False) == 0


def test_an_interrupt_exits_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command_line(lambda: run_command(_interrupt, is_debug=False)) == 130
    assert capsys.readouterr().err == "reko: Interrupted.\n"


def _interrupt() -> int:
    raise KeyboardInterrupt


def test_unparseable_options_are_usage_errors(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_command_line(lambda: raising(AssertionError())) == 2
    assert capsys.readouterr().err == "reko: Cannot parse these options. See: reko --help\n"


def test_errors_cannot_inject_terminal_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    print_error("a\x1b[2Jb\nc")

    assert capsys.readouterr().err == "reko: a[2Jb c\n"


def test_a_closed_output_pipe_is_no_error() -> None:
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
