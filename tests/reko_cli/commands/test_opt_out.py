"""`reko opt-out`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reko_core.domain.models import Entries, UserList
from reko_core.settings import DatabaseSettings
from reko_core.store import Store


async def test_opting_out_deletes_the_user(tmp_path: Path, reko_process: Any) -> None:
    database = DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path / 'reko.sqlite3'}")
    kept = UserList("Some_User", Entries.build(np.array([1])), datetime.now(UTC))
    async with Store.open(database) as store:
        await store.lists.put(kept)

    done = reko_process("opt-out", "add", "some_USER")

    assert done.returncode == 0, done.stderr
    assert done.stdout == "some_USER has opted out; the next `reko build` leaves their list out.\n"
    async with Store.open(database) as store:
        assert await store.lists.get("Some_User") is None


def test_an_opt_out_can_be_removed(reko: Any) -> None:
    for name in ("Some_User", "another"):
        assert reko("opt-out", "add", name).returncode == 0

    assert reko("opt-out", "add", "SOME_USER").stdout == "SOME_USER had already opted out.\n"
    assert reko("opt-out", "list").stdout == "another\nsome_user\n"
    assert (
        reko("opt-out", "remove", "Some_User").stdout
        == "The list of Some_User may be stored again.\n"
    )
    assert reko("opt-out", "remove", "Some_User").stdout == "Some_User had not opted out.\n"
    assert reko("opt-out", "list").stdout == "another\n"


@pytest.mark.parametrize("command", ["add", "remove"])
def test_an_invalid_name_is_refused(reko: Any, command: str) -> None:
    done = reko("opt-out", command, "no such name!")

    assert done.returncode == 1
    assert done.stderr.startswith("reko: user name: ")


@pytest.mark.parametrize("command", ["add", "remove", "list"])
def test_each_command_has_help(reko: Any, command: str) -> None:
    done = reko("opt-out", command, "--help")

    assert done.returncode == 0
    assert f"Usage: reko opt-out {command}" in done.stdout


@pytest.mark.parametrize("tokens", [("add",), ("forget", "some_user"), ("list", "some_user")])
def test_usage_errors_are_reported_in_one_line(reko: Any, tokens: tuple[str, ...]) -> None:
    done = reko("opt-out", *tokens)

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
