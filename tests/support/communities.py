"""A made-up community, built once for many tests, each of which works on a copy of its database."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import SecretStr

from reko_core.domain.models import Anime, Entries, Status, UserList
from reko_core.settings import CommunitySettings, DatabaseSettings, MalSettings, Settings
from reko_core.snapshots.builder.build import build_snapshot
from reko_core.store import Store, TitleRank

SECRET = "made-up-secret-of-the-tests"


def entries_of(ids: Any, score: int, status: Status = Status.COMPLETED) -> Entries:
    """Return a list on which all titles stand alike."""
    numbers = np.asarray(ids, np.int32)
    return Entries.build(numbers, np.full(len(numbers), score), np.full(len(numbers), status))


def build_community(
    directory: Path,
    titles: Mapping[int, Anime],
    community: Mapping[str, Entries],
    members: Iterable[UserList] = (),
) -> Settings:
    """Build a snapshot in the directory; MAL is asked without a pause, and given up on soon."""
    settings = Settings(
        database=DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}"),
        community=CommunitySettings(
            snapshot_dir=directory / "snapshots", hash_secret=SecretStr(SECRET)
        ),
        mal=MalSettings(
            client_id=SecretStr("a-client-id"),
            requests_per_second=1000,
            burst=1000,
            max_attempts=2,
            max_wait_s=0.01,
        ),
    )
    asyncio.run(_build(settings, titles, community, members))
    return settings


async def _build(
    settings: Settings,
    titles: Mapping[int, Anime],
    community: Mapping[str, Entries],
    members: Iterable[UserList],
) -> None:
    moment = datetime.now(UTC)
    async with Store.open(settings.database) as store:
        await store.catalogue.put_many(titles.values(), TitleRank.KAGGLE)
        await store.lists.put_many(
            UserList(name, entries, moment, "made-up") for name, entries in community.items()
        )
        await store.lists.put_many(members)
        await build_snapshot(store, settings.community)


def copied(settings: Settings, directory: Path) -> Settings:
    """Give a test a database of its own; the snapshots are only read."""
    source = Path(settings.database.url.partition("///")[2])
    for file in source.parent.glob(f"{source.name}*"):
        (directory / file.name).write_bytes(file.read_bytes())
    url = f"sqlite+aiosqlite:///{directory / source.name}"
    return settings.model_copy(update={"database": DatabaseSettings(url=url)})
