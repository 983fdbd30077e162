"""A synthetic community: built once per run, shared by all tests, each with its own database."""

import asyncio
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import SecretStr

from reko_core.domain.models import Entries, Status, UserList
from reko_core.settings import (
    CommunitySettings,
    DatabaseSettings,
    DiscordSettings,
    MalSettings,
    Settings,
)
from reko_core.snapshots.builder.build import build_snapshot
from reko_core.store import Store, TitleRank
from reko_core.store.database.file_lock import file_lock
from reko_demo.community.catalogue import load_titles
from reko_demo.community.synthetic import make_community

SECRET = "made-up-secret-of-the-tests"
N_USERS = 300

# A title that is marked as adult here; it is recommended to demo_dark.
ADULT_ID = 226
TITLES = load_titles()
TITLES[ADULT_ID] = replace(TITLES[ADULT_ID], age_rating="rx")
COMMUNITY = make_community(TITLES, n_users=N_USERS)
# A title of the genre Hentai without an age rating, as in many dumps.
UNRATED_ADULT_ID = 320
TITLES[UNRATED_ADULT_ID] = replace(TITLES[UNRATED_ADULT_ID], age_rating=None)
# The list of a synthetic user, which MAL also has: under the name "member".
MEMBER = next(entries for entries in COMMUNITY.values() if len(entries) > 60)
DATABASE, SNAPSHOTS = "reko.sqlite3", "snapshots"


def entries_of(ids: Any, score: int, status: Status = Status.COMPLETED) -> Entries:
    """Return a list on which all titles have the same score and status."""
    numbers = np.asarray(ids, np.int32)
    return Entries.build(numbers, np.full(len(numbers), score), np.full(len(numbers), status))


def database_in(directory: Path) -> DatabaseSettings:
    return DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / DATABASE}")


def settings_in(directory: Path) -> Settings:
    """Return the settings of the community in a directory, almost without rate limits."""
    return Settings(
        database=database_in(directory),
        community=CommunitySettings(
            snapshot_dir=directory / SNAPSHOTS,
            hash_secret=SecretStr(SECRET),
            reload_interval_s=3600,
        ),
        mal=MalSettings(
            client_id=SecretStr("a-client-id"),
            requests_per_second=1000,
            burst=1000,
            max_attempts=2,
            max_wait_s=0.01,
        ),
        discord=DiscordSettings(questions_per_minute=600, burst=100, messages_per_second=25),
    )


def build_community(directory: Path) -> Settings:
    """Build the community in a directory, unless another process has; return its settings."""
    directory.mkdir(exist_ok=True)
    settings = settings_in(directory)
    with file_lock(directory / DATABASE, "test"):
        if not (directory / SNAPSHOTS / "CURRENT").exists():
            asyncio.run(_build(settings))
    return settings


async def _build(settings: Settings) -> None:
    now = datetime.now(UTC)
    async with Store.open(settings.database) as store:
        await store.catalogue.put_many(TITLES.values(), TitleRank.KAGGLE)
        await store.lists.put_many(
            UserList(name, entries, now, "made-up") for name, entries in COMMUNITY.items()
        )
        await store.lists.put(UserList("member", MEMBER, now))
        await build_snapshot(store, settings.community)


def working_copy(settings: Settings, directory: Path, **mal: Any) -> Settings:
    """Copy the database to a directory; return settings with the copy, and changes of [mal]."""
    for file in settings.community.snapshot_dir.parent.glob(f"{DATABASE}*"):
        shutil.copy(file, directory)
    changed = settings.mal.model_copy(update=mal)
    return settings.model_copy(update={"database": database_in(directory), "mal": changed})


def copy_installation(settings: Settings, directory: Path) -> None:
    """Copy database and snapshot to a directory."""
    source = settings.community.snapshot_dir.parent
    shutil.copytree(source, directory, dirs_exist_ok=True)
