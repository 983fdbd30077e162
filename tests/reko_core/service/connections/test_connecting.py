from datetime import UTC, datetime

import pytest
from connected_accounts import ALICE, BOB, AccountWorld, account_world, allow, connections_of
from cryptography.fernet import Fernet
from pydantic import SecretStr
from raw_sql import RawSql
from yarl import URL

from reko_core.domain.sites import Site
from reko_core.errors import (
    AccessDenied,
    BadInput,
    ConfigurationError,
    SiteUnavailable,
    StateInvalid,
    UserClaimed,
    UserOptedOut,
)
from reko_core.runtime.token_cipher import TokenCipher
from reko_core.service.connections.account_connecting import CONNECTED_KIND
from reko_core.settings import Settings
from reko_core.store import Store
from reko_demo.fake_server import HTML, Fault

# What the database does is tested on both kinds with the store.
pytestmark = pytest.mark.sqlite_only


async def test_who_allows_access_is_linked_and_told(world: AccountWorld, sql: RawSql) -> None:
    query = await allow(await world.start(channel_id=7))
    connected = await world.connections.connecting.finish(Site.MAL, query["state"], query["code"])

    assert (connected.discord_name, connected.user_name) == (f"user{ALICE}", "Alice_on_MAL")
    account = await world.store.accounts.get(ALICE)
    assert account is not None
    assert account.mal_name == "Alice_on_MAL"
    (message,) = await world.store.outbox.claim([CONNECTED_KIND], per_second=5)
    assert message.payload == {"channel_id": 7, "locale": "de", "user_name": "Alice_on_MAL"}
    # Neither the database nor what is printed holds a secret.
    stored = repr(sql.run("SELECT * FROM connections") + sql.run("SELECT * FROM oauth_states"))
    stored += repr(await world.store.connections.get(ALICE))
    tokens = [*world.mal.authorization._access, *world.mal.authorization._refresh]
    assert len(tokens) == 2
    assert [one for one in (*tokens, *query.values()) if one in stored] == []


async def test_a_state_is_used_once_and_by_its_person_alone(world: AccountWorld) -> None:
    connecting = world.connections.connecting
    of_alice, of_bob = await world.start(ALICE), await world.start(BOB)
    query = await allow(of_bob)

    assert (await connecting.find(Site.MAL, query["state"])).discord_id == BOB
    assert (await connecting.finish(Site.MAL, query["state"], query["code"])).user_name
    assert await world.store.connections.get(ALICE) is None
    for name in ("find", "deny"):
        with pytest.raises(StateInvalid):
            await getattr(connecting, name)(Site.MAL, query["state"])
    with pytest.raises(StateInvalid):
        await connecting.finish(Site.MAL, query["state"], query["code"])
    # A code that somebody else was given does not fit the verifier of this state.
    theirs = await allow(await world.start(BOB))
    with pytest.raises(StateInvalid):
        await connecting.finish(Site.MAL, URL(of_alice).query["state"], theirs["code"])
    with pytest.raises(StateInvalid):
        await connecting.finish(Site.ANILIST, theirs["state"], theirs["code"])
    assert await world.store.connections.get(ALICE) is None


async def test_a_user_belongs_to_the_first_who_connects_it(world: AccountWorld) -> None:
    await world.connect(ALICE)
    await world.connect(ALICE)
    with pytest.raises(UserClaimed):
        await world.connect(BOB)
    assert await world.store.accounts.get(BOB) is None

    await world.store.opt_outs.add("alice_on_mal", datetime.now(UTC))
    with pytest.raises(UserOptedOut):
        await world.connect(BOB)


async def test_nothing_is_connected_without_consent_or_when_the_site_fails(
    world: AccountWorld,
) -> None:
    connecting = world.connections.connecting
    denied = await allow(await world.start(), "")
    assert denied["error"] == "access_denied"
    with pytest.raises(AccessDenied):
        await connecting.deny(Site.MAL, denied["state"])

    page = Fault(403, "<html>Request blocked</html>", HTML)
    for fault in (page, Fault(200, "{}"), Fault(500, "{}")):
        world.mal.authorization.token_fault = fault
        with pytest.raises(SiteUnavailable):
            await world.connect()
    assert await world.store.connections.get(ALICE) is None
    with pytest.raises(BadInput):
        await connecting.start(Site.KITSU, discord_id=ALICE, discord_name="A", locale="de")


async def test_keys_can_be_changed(world: AccountWorld) -> None:
    await world.connect()
    old = world.settings.oauth.token_keys.get_secret_value()
    new = Fernet.generate_key().decode()

    async with world.other_process(token_keys=SecretStr(f"{new}, {old}")) as other:
        assert (await other.connections.writer.plan(ALICE, 5)).change_id

    connection = await world.store.connections.get(ALICE)
    assert connection is not None
    assert TokenCipher([new]).is_current(connection.tokens)


async def test_without_an_address_nobody_can_connect_and_wrong_keys_are_named(
    store: Store,
) -> None:
    async with connections_of(Settings(), store) as connections:
        assert connections is None
    for oauth, key in (
        ({"token_keys": ""}, "oauth.token_keys"),
        ({"token_keys": "short"}, "oauth.token_keys"),
        ({"token_keys": "", "token_key_file": "/nowhere/key"}, "oauth.token_key_file"),
    ):
        with pytest.raises(ConfigurationError) as raised:
            async with account_world(store, **oauth):
                pytest.fail("there is no key")
        assert raised.value.key == key
        assert "short" not in str(raised.value).partition("is")[2]
