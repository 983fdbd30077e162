import asyncio
import json
import sys
from pathlib import Path

import pytest
import refresh_until_killed
from connected_accounts import ALICE, AccountWorld
from pydantic import SecretStr
from raw_sql import RawSql

from reko_core.errors import ConnectionLost, NotConnected, SiteUnavailable
from reko_core.settings import DatabaseSettings
from reko_demo.fake_server import Fault


def n_refreshes(world: AccountWorld) -> int:
    return world.mal.authorization.requests["refresh_token"]


async def tokens(world: AccountWorld) -> bytes:
    connection = await world.store.connections.get(ALICE)
    assert connection is not None
    return connection.tokens


async def test_an_expired_token_is_refreshed_once_for_all_processes(world: AccountWorld) -> None:
    await world.connect()
    before = await tokens(world)
    world.mal.authorization.expire()

    async with world.other_process() as other:
        await asyncio.gather(
            *(one.connections.writer.plan(ALICE, n) for one in (world, other) for n in (5, 6, 7))
        )
    assert n_refreshes(world) == 1
    assert await tokens(world) != before

    # One that is about to expire is refreshed before it is used.
    world.mal.authorization.lifetime_s = 30
    world.mal.authorization.expire()
    await world.connections.writer.plan(ALICE, 5)
    await world.connections.writer.plan(ALICE, 5)
    assert n_refreshes(world) == 3


async def test_revoked_access_ends_the_connection_and_not_the_link(world: AccountWorld) -> None:
    with pytest.raises(NotConnected):
        await world.connections.writer.plan(ALICE, 5)
    await world.connect()
    world.mal.authorization.revoke()

    with pytest.raises(ConnectionLost):
        await world.connections.writer.plan(ALICE, 5)
    with pytest.raises(NotConnected):
        await world.connections.writer.plan(ALICE, 5)
    assert await world.store.accounts.get(ALICE) is not None

    await world.connect()
    async with world.other_process(token_keys=SecretStr("A" * 43 + "=")) as other:
        with pytest.raises(ConnectionLost):
            await other.connections.writer.plan(ALICE, 5)


async def test_a_refresh_outlives_its_request_and_faults_of_the_site(world: AccountWorld) -> None:
    await world.connect()
    before = await tokens(world)
    authorization = world.mal.authorization
    authorization.expire()
    authorization.token_fault = Fault(502, "{}")
    with pytest.raises(SiteUnavailable):
        await world.connections.writer.plan(ALICE, 5)
    assert await tokens(world) == before

    authorization.token_fault = Fault(delay_s=0.3)
    request = asyncio.create_task(world.connections.writer.plan(ALICE, 5))
    while n_refreshes(world) == 1:  # noqa: ASYNC110  a counter of the fake site
        await asyncio.sleep(0.01)
    request.cancel()
    async with world.other_process() as other:
        assert (await other.connections.writer.plan(ALICE, 5)).change_id
    assert await tokens(world) != before
    assert n_refreshes(world) == 2


@pytest.mark.sqlite_only
async def test_a_process_that_is_killed_between_refresh_and_store_loses_only_the_connection(
    world: AccountWorld, database: DatabaseSettings, sql: RawSql
) -> None:
    await world.connect()
    world.mal.authorization.expire()
    oauth = world.settings.oauth
    dump = world.settings.model_dump(mode="json")
    dump["mal"]["client_id"] = "made-up-id"
    dump["oauth"]["token_keys"] = oauth.token_keys.get_secret_value()
    settings = json.dumps({name: dump[name] for name in ("mal", "oauth")})
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, refresh_until_killed.__file__, database.url, settings),
        env={"PYTHONPATH": str(Path(refresh_until_killed.__file__).parent)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    while await process.stdout.readline() != b"ready\n":
        assert process.returncode is None
    process.kill()
    await process.wait()
    assert n_refreshes(world) == 1

    # A minute later its reservation is over.
    sql.run("UPDATE connections SET refreshing_until = 1")
    with pytest.raises(ConnectionLost):
        await world.connections.writer.plan(ALICE, 5)
    assert await world.store.accounts.get(ALICE) is not None
    await world.connect()
    assert (await world.connections.writer.plan(ALICE, 5)).change_id
