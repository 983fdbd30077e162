"""`reko evaluate` on a synthetic community, as a process."""

import asyncio
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from reko_cli.views import evaluation_picture
from reko_cli.views.evaluation_picture import check_drawable, draw_evaluation
from reko_cli.views.evaluation_tables import evaluation_tables
from reko_core.domain.models import UserList
from reko_core.errors import BadInput
from reko_core.evaluation.evaluate import Options, evaluate
from reko_core.evaluation.measures.evaluation import Evaluation
from reko_core.evaluation.measures.wrong_titles import WrongTitle
from reko_core.settings import CommunitySettings, DatabaseSettings
from reko_core.snapshots.builder.load_lists import load_lists
from reko_core.store import Store, TitleRank
from reko_demo.community.catalogue import load_titles
from reko_demo.community.synthetic import make_community

Reko = Callable[..., Any]
BEGINNINGS = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}


async def fill(directory: Path) -> Evaluation:
    """Store titles and 120 lists in a directory, and evaluate them."""
    titles, moment = load_titles(), datetime.now(UTC)
    url = f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}"
    async with Store.open(DatabaseSettings(url=url)) as store:
        await store.catalogue.put_many(titles.values(), TitleRank.KAGGLE)
        await store.lists.put_many(
            UserList(name, entries, moment, "a_collection_with_a_long_name")
            for name, entries in make_community(titles, n_users=120).items()
        )
        gathered = await load_lists(store, CommunitySettings(), lambda *_: None)
    return evaluate(gathered, titles, Options(n_users=30), lambda *_: None)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evaluated")


@pytest.fixture(scope="module")
def found(directory: Path) -> Evaluation:
    return asyncio.run(fill(directory))


def rendered(found: Evaluation) -> str:
    console = Console(file=io.StringIO(), width=80, legacy_windows=False, _environ={})
    console.print(evaluation_tables(found))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_tables_and_json_agree(
    reko: Reko, directory: Path, found: Evaluation, environ: dict[str, str], tmp_path: Path
) -> None:
    environ["REKO_DATABASE__URL"] = f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}"
    done = reko("evaluate", "--users", "30", "--json", "found.json")

    assert done.returncode == 0, done.stderr
    written = json.loads((tmp_path / "found.json").read_text())
    expected = json.loads(json.dumps(found.as_json()))
    assert written.pop("latency_ms").keys() == expected.pop("latency_ms").keys()
    assert written == expected
    assert f"{found.groups[0].measures['engine']['ndcg_10'].value:.3f} ±" in done.stdout
    assert "intervals" in done.stderr
    assert not (tmp_path / "snapshots").exists()


def test_nothing_to_evaluate_is_reported_in_one_line(reko: Reko) -> None:
    done = reko("evaluate")

    assert done.returncode == 1
    assert "reko import" in done.stderr.splitlines()[-1]
    assert not done.stdout


@pytest.mark.parametrize(
    ("option", "path", "part"),
    [
        ("--json", "absent/found.json", "absent is not a writable directory"),
        ("--picture", "found.gif", "must end with one of .png"),
    ],
)
def test_an_unwritable_file_is_reported_before_the_work(
    reko: Reko, option: str, path: str, part: str
) -> None:
    done = reko("evaluate", option, path)

    assert done.returncode == 1
    assert part in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_picture_without_matplotlib_is_refused_before_the_work(
    reko: Reko, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation_picture, "find_spec", lambda _: None)
    done = reko("evaluate", "--picture", "found.png")

    assert done.returncode == 1
    assert "pip install 'reko[evaluate]'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_tables_fit_a_narrow_terminal(found: Evaluation) -> None:
    lines = rendered(found).splitlines()

    assert all(cell_len(line) <= 80 for line in lines)
    assert "…" not in rendered(found)
    titles = ("Models", "Difference", "Groups of users", "Cold start", "Enjoyment")
    for title in titles:
        assert any(line.startswith(title) for line in lines), title


def test_a_measure_that_a_model_lacks_is_blank(found: Evaluation) -> None:
    line = next(line for line in rendered(found).splitlines() if line.startswith("RMSE"))

    assert line.split().count("-") == 1


def test_cold_starts_not_measured_are_not_shown(found: Evaluation) -> None:
    assert "Cold start" not in rendered(replace(found, cold_start=()))


def test_wrong_titles_are_listed_by_name(found: Evaluation) -> None:
    wrong = [WrongTitle(n, f"Pilot {n}", 30 - n, 100 + n, f"Series {n}", 20) for n in range(25)]
    lines = rendered(replace(found, wrong_titles=tuple(wrong))).splitlines()

    first = next(line for line in lines if "Pilot 0" in line)
    assert first.split() == ["30", "Pilot", "0", "(0)", "20", "Series", "0", "(100)"]
    assert any("450 in the first 10 of 30 users" in line for line in lines)
    assert sum("Pilot" in line for line in lines) == 20


def test_no_wrong_titles_are_not_listed(found: Evaluation) -> None:
    assert "Wrong titles" not in rendered(replace(found, wrong_titles=()))


@pytest.mark.parametrize("suffix", BEGINNINGS)
@pytest.mark.parametrize("with_cold_start", [True, False])
def test_the_file_extension_decides_the_picture_format(
    found: Evaluation, suffix: str, *, with_cold_start: bool
) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed: reko[evaluate]")
    check_drawable(Path(f"found{suffix}"))
    drawn = draw_evaluation(found if with_cold_start else replace(found, cold_start=()), suffix)

    assert drawn.startswith(BEGINNINGS[suffix])
    assert len(drawn) > 10_000


def test_other_picture_formats_are_refused() -> None:
    with pytest.raises(BadInput) as caught:
        check_drawable(Path("found.bmp"))

    assert caught.value.field == "picture"
