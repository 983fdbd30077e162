"""Commands about the list of a file, as processes, on a synthetic community."""

import asyncio
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from community import SECRET, working_copy
from list_files import list_file, mal_entry

from reko_core.settings import Settings


async def test_commands_about_one_list_take_a_file(
    built: Settings, tmp_path: Path, reko: Callable[..., Any], environ: dict[str, str]
) -> None:
    settings = working_copy(built, tmp_path)
    environ |= {
        "REKO_DATABASE__URL": settings.database.url,
        "REKO_COMMUNITY__SNAPSHOT_DIR": str(settings.community.snapshot_dir),
        "REKO_COMMUNITY__HASH_SECRET": SECRET,
    }
    path = tmp_path / "animelist.xml.gz"
    path.write_bytes(gzip.compress(list_file(mal_entry(one, 9) for one in (1, 5, 6, 199))))
    recommended, why, nothing = await asyncio.gather(
        asyncio.to_thread(reko, "recommend", "--file", str(path), "--json"),
        asyncio.to_thread(reko, "why", "--file", str(path), "5114", "--json"),
        asyncio.to_thread(reko, "recommend"),
    )
    assert recommended.returncode == 0, recommended.stderr
    assert not {1, 5, 6, 199} & {one["id"] for one in json.loads(recommended.stdout)["rekos"]}
    assert why.returncode == 0, why.stderr
    assert json.loads(why.stdout)["info"]["id"] == 5114
    assert nothing.returncode == 2
    assert "--file" in nothing.stderr
