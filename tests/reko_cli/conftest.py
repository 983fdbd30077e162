"""A synthetic result, and the command line as a user runs it."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import structlog

from reko_cli.app import main
from reko_core.contract.recommend import Response

INFO = {
    "main_image": None,
    "airing_date": "2014-04-11",
    "media_type": "tv",
    "related": [],
    "genres": ["Drama", "Sports"],
}


UNKNOWN_TITLES = {"english": None, "japanese": None}


class Done(NamedTuple):
    """The outcome of a command."""

    returncode: int
    stdout: str
    stderr: str


Reko = Callable[..., Done]


@pytest.fixture
def response() -> Response:
    """Two titles supported by one similar user."""
    titles = (
        INFO | {"id": 22135, "title": "Ping Pong", "mean": 8.63, "rating": "r", "num_episodes": 11},
        INFO | {"id": 3702, "title": "Detroit", "mean": 7.5, "rating": "r+", "num_episodes": 1},
    )
    return Response.model_validate(
        {
            "metadata": {
                "user_last_analyzed": "2022-12-31T12:00:00.000Z",
                "users": {"found": 1, "banned": []},
                "rekos": {"sent": 2, "found": 107, "banned": []},
                "algorithm": {"passages": 3, "accuracy": 96},
            },
            "users": [{"hash": "0c" * 16, "affinity": 88, "rekos": {"sent": 2, "found": 43}}],
            "rekos": [
                {
                    "id": info["id"],
                    "info": info | {"titles": {"romaji": info["title"], **UNKNOWN_TITLES}},
                    "match": 93,
                    "expected": {"score": 8.73, "enjoyment": 83},
                    "users": [0],
                }
                for info in titles
            ],
        }
    )


@pytest.fixture
def environ() -> dict[str, str]:
    """The environment of a command, without settings of the machine."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("REKO_")}
    return others | {"COLUMNS": "80", "PYTHONUTF8": "1"}


@pytest.fixture
def reko_process(tmp_path: Path, environ: dict[str, str]) -> Reko:
    """Run `reko` in a separate process and directory."""

    def run(*arguments: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "reko_cli", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            cwd=tmp_path,
            env=environ,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def reko(
    tmp_path: Path,
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Reko]:
    """Run `reko` in this process, which saves its imports, and in a separate directory."""
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    before = root.level, list(root.handlers)

    def run(*arguments: str) -> Done:
        for name in [name for name in os.environ if name.startswith("REKO_")]:
            monkeypatch.delenv(name)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        returncode = main(arguments)
        return Done(returncode, *capsys.readouterr())

    yield run
    structlog.reset_defaults()
    root.level, root.handlers = before
