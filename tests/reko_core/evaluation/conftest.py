"""A synthetic community of 200 in two collections, 40 of whom are held out."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from evaluation_settings import MIN_SCORED, N_HELD_OUT, N_USERS, SEED, TODAY

from reko_core.domain.models import Anime, UserList
from reko_core.evaluation.holdout.cases import Case, make_cases
from reko_core.evaluation.holdout.hold_out import Split, choose_users, hold_out
from reko_core.settings import CommunitySettings, DatabaseSettings
from reko_core.snapshots.builder.load_lists import LoadedLists, load_lists
from reko_core.store import Store
from reko_demo.community.catalogue import load_titles
from reko_demo.community.synthetic import make_community

Gather = Callable[[Sequence[UserList]], LoadedLists]


@pytest.fixture(scope="session")
def titles() -> Mapping[int, Anime]:
    return load_titles()


@pytest.fixture(scope="session")
def lists(titles: Mapping[int, Anime]) -> list[UserList]:
    moment = datetime.now(UTC)
    return [
        UserList(name, entries, moment, ("here", "there")[number % 2])
        for number, (name, entries) in enumerate(make_community(titles, n_users=N_USERS).items())
    ]


@pytest.fixture(scope="session")
def gather_lists(tmp_path_factory: pytest.TempPathFactory) -> Gather:
    """Store lists in a separate store and load them."""

    def run(user_lists: Sequence[UserList]) -> LoadedLists:
        return asyncio.run(_gather(tmp_path_factory.mktemp("store"), user_lists))

    return run


async def _gather(directory: Path, user_lists: Sequence[UserList]) -> LoadedLists:
    settings = DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}")
    async with Store.open(settings) as store:
        await store.lists.put_many(user_lists)
        return await load_lists(store, CommunitySettings(), lambda *_: None)


@pytest.fixture(scope="session")
def gathered(gather_lists: Gather, lists: list[UserList]) -> LoadedLists:
    return gather_lists(lists)


@pytest.fixture(scope="session")
def split(gathered: LoadedLists, titles: Mapping[int, Anime]) -> Split:
    users = choose_users(gathered, N_HELD_OUT, MIN_SCORED, SEED)
    return hold_out(gathered, users, titles, TODAY, lambda *_: None)


@pytest.fixture(scope="session")
def cases(split: Split) -> list[Case]:
    return make_cases(split, SEED)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)
