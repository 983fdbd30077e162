"""Odd values for every argument of every command: one sentence and an exit code, never a bug."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reko_cli.app import COMMANDS, GROUPS

Reko = Callable[..., Any]

ODD = {
    "empty": "",
    "blank": " ",
    "NUL": "a\0b",
    "newline": "a\nb",
    "negative": "-1",
    "nan": "nan",
    "infinite": "1e400",
    "huge": "9" * 30,
    "endless": "9" * 5000,
    "no Unicode": "\udcff",
    "bidi": "\u202eabc",
    "escape": "\x1b[31m",
    "markup": "[red]x[/red]",
    "JSON": '["a", 1]',
    "directory": "directory",
    "file": "file",
    "below a file": "file/x",
    "device": "/dev/null",
    "absent": "absent/x",
    "root": "/",
    "long name": "x" * 300,
    "long path": "x/" * 3000,
    "end of options": "--",
    "shell": "$(x)",
}
OF_FILES = ("directory", "file", "below a file", "device", "absent", "root", "shell", "long path")
FOR_WORDS = tuple(name for name in ODD if name not in OF_FILES)
FOR_NUMBERS = ("empty", "NUL", "negative", "nan", "infinite", "huge", "endless", "JSON")
FOR_CONFIG = ("empty", "NUL", "newline", "no Unicode", "directory", "file", "device", "long path")
# Each command with all its arguments but the one that is odd.
PATHS = (
    "import",
    "import file --source",
    "backup",
    "backup --force",
    "restore",
    "demo --once --directory",
    "evaluate --json",
    "evaluate --picture",
)
CONFIG = [f"{command} --config" for command in ("doctor --offline", *COMMANDS) if command != "demo"]
WORDS = (
    "",
    "recommend",
    "recommend a_user --genre",
    "recommend a_user --exclude-genre",
    "recommend a_user --type",
    "recommend a_user --age-rating",
    "why",
    "why a_user",
    "move-database --to",
    *(f"{group} {name}" for group, (_, names) in GROUPS.items() for name in names),
)
NUMBERS = (
    *(
        f"recommend a_user {option}"
        for option in (
            *("--accuracy", "--popularity", "--limit", "--offset", "--ban", "--max-episodes"),
            *("--year-from", "--year-to"),
        )
    ),
    *(f"crawl {option}" for option in ("--lists", "--hours", "--per-hour")),
    *(f"evaluate {option}" for option in ("--users", "--seed", "--min-scored")),
    *(f"key add a_key {option}" for option in ("--per-minute", "--burst")),
    "api --port",
)
# With these, the demo would be built: a file system takes any other name.
FOR_DEMO = {"NUL", "no Unicode", "file", "below a file", "device", "long name", "long path"}


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "directory").mkdir()


def check(reko: Reko, tokens: list[str]) -> None:
    done = reko(*tokens)

    output = done.stdout + done.stderr
    assert done.returncode in {0, 1, 2}
    assert "Unexpected error" not in output
    assert "Cannot parse these options" not in output
    assert "Traceback" not in output
    errors = [line for line in done.stderr.splitlines() if line.startswith("reko: ")]
    has_error = done.returncode != 0 and "doctor" not in tokens
    assert len(errors) == has_error or done.returncode == 2
    if errors:
        assert done.stderr.splitlines()[-1] == errors[0]
        assert errors[0].isprintable()
    if done.returncode == 2:
        assert "--help" in done.stderr
        assert not done.stdout


CASES = [
    (command, odd)
    for commands, odds in (
        (PATHS, ODD),
        (CONFIG, FOR_CONFIG),
        (WORDS, FOR_WORDS),
        (NUMBERS, FOR_NUMBERS),
    )
    for command in commands
    for odd in odds
    if not command.startswith("demo") or odd in FOR_DEMO
]


@pytest.mark.parametrize(("command", "odd"), CASES)
def test_an_odd_value_is_no_unexpected_error(reko: Reko, command: str, odd: str) -> None:
    check(reko, [*command.split(), ODD[odd]])


def test_every_command_is_tried() -> None:
    tried = {command.split()[0] for command in (*PATHS, *CONFIG, *WORDS) if command}

    assert tried >= set(COMMANDS) | set(GROUPS)


@pytest.fixture
def _stopped_when_it_serves() -> Iterator[None]:
    """End a server that an odd host has not stopped from starting."""
    before = signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("_stopped_when_it_serves")
@pytest.mark.parametrize(
    "host", ["", " ", "a\0b", "a\nb", "no host", "256.1.1.1", "x" * 300, "\udcff", "\u202e", "/"]
)
def test_an_odd_host_is_refused(reko: Reko, host: str) -> None:
    done = reko("api", "--port", "0", "--host", host)

    assert done.returncode in {1, 2}
    assert done.stderr.splitlines()[-1].startswith("reko: ")
    assert "Unexpected error" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [*COMMANDS, *(f"{group} {name}" for group, (_, names) in GROUPS.items() for name in names)],
)
def test_an_unknown_option_is_wrong_usage_of_any_command(reko: Reko, command: str) -> None:
    done = reko(*command.split(), "--no-such-option", "x")

    assert done.returncode == 2
    assert not done.stdout
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "command",
    ["import", "recommend", "why", "why a_user", "backup", "restore"]
    + [f"{group} {name}" for group in ("key", "opt-out") for name in ("add",)]
    + ["key revoke", "opt-out remove"],
)
def test_a_missing_argument_is_wrong_usage(reko: Reko, command: str) -> None:
    assert reko(*command.split()).returncode == 2
