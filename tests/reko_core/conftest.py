"""A synthetic community of 120 users in a separate store, and its snapshot."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reko_core.domain.models import UserList
from reko_core.settings import CommunitySettings
from reko_core.snapshots.builder.build import BuildReport, build_snapshot
from reko_core.store import Store, TitleRank
from reko_demo.community.catalogue import load_titles
from reko_demo.community.synthetic import make_community

Build = Callable[[], Awaitable[BuildReport]]


@pytest.fixture
def settings(tmp_path: Path) -> CommunitySettings:
    return CommunitySettings(snapshot_dir=tmp_path / "snapshots", reload_interval_s=3600)


@pytest.fixture
async def community(store: Store) -> Store:
    """Return the store with 120 users in it."""
    titles = load_titles()
    await store.catalogue.put_many(titles.values(), TitleRank.KAGGLE)
    moment = datetime.now(UTC)
    await store.lists.put_many(
        UserList(name, entries, moment, "made-up")
        for name, entries in make_community(titles, n_users=120).items()
    )
    return store


@pytest.fixture
def build(community: Store, settings: CommunitySettings) -> Build:
    return lambda: build_snapshot(community, settings)
