from collections.abc import AsyncIterator

import pytest
from job_environment import JobEnvironment, open_job_environment

from reko_core.store import Store


@pytest.fixture
async def environment(store: Store) -> AsyncIterator[JobEnvironment]:
    async with open_job_environment(store) as opened:
        yield opened
