"""`reko season` as a process, on a synthetic community; and its tables."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from community import SECRET, TITLES, working_copy
from rich.console import Console

from reko_api.openapi.features.season import example_season_response
from reko_cli.views.season_table import season_tables
from reko_core.contract.season import SeasonResponse
from reko_core.settings import Settings
from reko_demo.community.demo_users import demo_lists
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal


async def test_a_season_is_printed_as_lines_and_as_json(
    built: Settings, tmp_path: Path, reko: Callable[..., Any], environ: dict[str, str]
) -> None:
    settings = working_copy(built, tmp_path)
    async with FakeMal(MappingLists(demo_lists(TITLES)), TITLES).serve() as base_url:
        environ |= {
            "REKO_DATABASE__URL": settings.database.url,
            "REKO_COMMUNITY__SNAPSHOT_DIR": str(settings.community.snapshot_dir),
            "REKO_COMMUNITY__HASH_SECRET": SECRET,
            "REKO_MAL__BASE_URL": base_url,
            "REKO_MAL__CLIENT_ID": "test-client",
        }
        asked = ("season", "demo_dark", "--year", "2013", "--season", "fall")
        plain = await asyncio.to_thread(reko, *asked, "--limit", "3")
        as_json = await asyncio.to_thread(reko, *asked, "--json")
        half = await asyncio.to_thread(reko, "season", "demo_dark", "--year", "2013")
    assert plain.returncode == 0, plain.stderr
    lines = [line.split("\t") for line in plain.stdout.splitlines()]
    assert [line[:2] for line in lines] == [["2013 fall", str(rank)] for rank in (1, 2, 3)]
    (season,) = SeasonResponse.model_validate_json(as_json.stdout).seasons
    assert [line[-2] for line in lines] == [str(reko.id) for reko in season.rekos[:3]]
    assert half.returncode == 1
    assert "--season" in half.stderr


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_table_says_why_and_fits(width: int) -> None:
    console = Console(width=width)
    with console.capture() as capture:
        console.print(season_tables(example_season_response(), "Some_User", width))
    text = capture.get()
    assert "Spring 2017" in text
    assert "88" in text
    assert all(len(line) <= width for line in text.splitlines())
    if width == 120:
        assert "by Production I.G, as Koukaku Kidoutai, which they gave 9" in text
        assert "new, little known" in text
        assert "7.8 (5.2-10.0)" in text
