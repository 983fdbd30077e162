from collections.abc import AsyncIterator

import pytest
from connected_accounts import TITLES, AccountWorld, account_world

from reko_core.store import Store, TitleRank


@pytest.fixture
async def world(store: Store) -> AsyncIterator[AccountWorld]:
    await store.catalogue.put_many(TITLES.values(), TitleRank.MAL)
    async with account_world(store) as opened:
        yield opened
