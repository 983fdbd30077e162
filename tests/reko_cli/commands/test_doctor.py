import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from community import copy_installation

from reko_core.settings import Settings

Reko = Callable[..., Any]


def test_errors_are_printed_and_exit_with_code_1(reko_process: Reko, tmp_path: Path) -> None:
    done = reko_process("doctor", "--offline")

    assert done.returncode == 1
    assert "error    snapshot" in done.stdout
    assert "reko build" in done.stdout
    assert "error    mal" in done.stdout
    assert "skipped  discord" in done.stdout
    assert done.stdout.rstrip().endswith("2 errors, 9 not checked")
    assert list(tmp_path.iterdir()) == []


def test_findings_are_printed_as_json(reko: Reko) -> None:
    reko("migrate")
    done = reko("doctor", "--offline", "--json")

    report = json.loads(done.stdout)
    assert report["state"] == "error"
    assert sum(report["counts"].values()) == len(report["findings"])
    assert report["counts"]["error"] == 2
    states = {one["check"]: one["state"] for one in report["findings"]}
    assert (states["database"], states["snapshot"]) == ("ok", "error")


def test_a_configuration_that_is_absent_or_wrong_is_a_finding(reko: Reko, tmp_path: Path) -> None:
    absent = reko("doctor", "--offline", "--config", "absent.toml")
    (tmp_path / "config.toml").write_text("[mal]\nclientid = 'Secret_Id'\n")
    wrong = reko("doctor", "--offline")

    assert absent.returncode == wrong.returncode == 1
    assert "no such file" in absent.stdout
    assert "mal.clientid" in wrong.stdout
    assert "Secret_Id" not in wrong.stdout + wrong.stderr


def test_an_intact_installation_exits_with_code_0(
    reko: Reko, built: Settings, tmp_path: Path, environ: dict[str, str]
) -> None:
    copy_installation(built, tmp_path)
    environ["REKO_MAL__CLIENT_ID"] = "an-id"
    done = reko("doctor", "--offline")

    assert done.returncode == 0, done.stdout


def test_a_command_is_printed_on_one_line_however_narrow_the_terminal_is(
    reko: Reko, built: Settings, tmp_path: Path, environ: dict[str, str]
) -> None:
    copy_installation(built, tmp_path)
    (tmp_path / "reko.sqlite3").chmod(0o644)
    environ["COLUMNS"] = "40"
    environ["REKO_DATABASE__URL"] = f"sqlite+aiosqlite:///{tmp_path / 'reko.sqlite3'}"

    output = reko("doctor", "--offline").stdout
    assert f"\n  permissions: chmod 600 {tmp_path / 'reko.sqlite3'}\n" in output
    assert "\n  mal: https://myanimelist.net/apiconfig\n" in output
