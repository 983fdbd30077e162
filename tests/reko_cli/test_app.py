import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from reko_cli.app import COMMANDS, main
from reko_cli.arguments.title_filters import AgeRating, TitleType
from reko_core.contract import fields as contract

Reko = Callable[..., Any]
HEAVY = ("numpy", "numba", "scipy", "sqlalchemy", "aiohttp", "polars", "discord", "pydantic")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0

    shown = capsys.readouterr()
    assert f"Usage: reko {command}" in shown.out
    assert "--config" in shown.out
    assert not shown.err


def test_help_names_every_command(reko_process: Reko) -> None:
    done = reko_process("--help")

    assert done.returncode == 0
    assert all(f" {command} " in done.stdout for command in COMMANDS)


def test_the_version_is_printed(reko: Reko) -> None:
    done = reko("--version")

    assert done.returncode == 0
    assert done.stdout.strip()


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from reko_cli.app import main; main(['recommend', '--help']);"
        f"sys.exit(', '.join(name for name in {HEAVY!r} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("tokens", "part"),
    [
        (["fetch"], "fetch"),
        (["--colour"], "--colour"),
        (["recommend"], "USER"),
        (["recommend", "a_user", "another"], "another"),
        (["recommend", "a_user", "--accuracy", "101"], "--accuracy"),
        (["recommend", "a_user", "--popularity", "-1.5"], "--popularity"),
        (["recommend", "a_user", "--limit", "many"], "--limit"),
        (["recommend", "a_user", "--ban", "0"], "--ban"),
        (["recommend", "a_user", "--type", "music"], "--type"),
        (["recommend", "a_user", "--max-episodes", "0"], "--max-episodes"),
        (["recommend", "a_user", "--year-from", "1899"], "--year-from"),
        (["recommend", "a_user", "--year-to", "2101"], "--year-to"),
        (["recommend", "a_user", "--age-rating", "pg-13"], "--age-rating"),
        (["recommend", "a_user", "--offset", "-1"], "--offset"),
        (["recommend", "a_user", "--offset", "1001"], "--offset"),
        (["why", "a_user"], "USER or --file"),
        (["import"], "FILES"),
        (["api", "--port", "70000"], "--port"),
        (["build", "--config"], "--config"),
    ],
)
def test_usage_errors_are_reported_in_one_line(
    tokens: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tokens) == 2

    shown = capsys.readouterr()
    assert not shown.out
    assert part in shown.err
    assert "--help" in shown.err
    assert len(shown.err.splitlines()) == 1


def test_years_in_the_wrong_order_are_reported_in_one_line(reko: Reko) -> None:
    done = reko("recommend", "a_user", "--year-from", "2001", "--year-to", "2000")

    assert done.returncode == 1
    assert done.stderr == (
        "reko: --year-to: must not be before --year-from. Correct it and try again.\n"
    )


def test_an_unknown_command_exits_with_2(reko_process: Reko) -> None:
    assert reko_process("fetch").returncode == 2


def test_a_configuration_file_must_exist(reko: Reko) -> None:
    done = reko("build", "--config", "absent.toml")

    assert done.returncode == 1
    assert not done.stdout
    assert len(done.stderr.splitlines()) == 1
    assert "absent.toml" in done.stderr


def test_types_of_titles_are_those_of_the_contract() -> None:
    assert TitleType == contract.MediaType
    assert AgeRating == contract.AgeRating


def test_an_invalid_name_is_bad_input(reko: Reko) -> None:
    done = reko("recommend", "no such name!")

    assert done.returncode == 1
    assert done.stderr.startswith("reko: user name: ")
    assert len(done.stderr.splitlines()) == 1
