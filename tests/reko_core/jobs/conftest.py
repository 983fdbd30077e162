from collections.abc import AsyncIterator

import pytest
from living_house import House, open_house

from reko_core.store import Store


@pytest.fixture
async def house(store: Store) -> AsyncIterator[House]:
    async with open_house(store) as opened:
        yield opened
