"""Lists that Reko keeps for one person."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from reko_core.domain.models import Entries
from reko_core.domain.sites import OwnListName, Site, own_list_name
from reko_core.guilds.models import Scope
from reko_core.store import Store
from reko_core.store.discord.connections import Connection

NOW = datetime(2024, 3, 3, 12, tzinfo=UTC)
SOMEBODY, OTHER = 42, 2**62 + 1
NAME = own_list_name(SOMEBODY)
ENTRIES = Entries.build(np.array([1, 5]), np.array([9, 0]), np.array([2, 6]), np.array([26, 0]))
NEWER = Entries.build(np.array([7]))


async def names_in_community(store: Store) -> list[str]:
    return [one.name async for batch in store.lists.iterate(10) for one in batch]


async def test_list_is_kept_for_one_person_and_replaced_by_a_newer_one(store: Store) -> None:
    await store.accounts.link(SOMEBODY, "Somebody", at=NOW)
    await store.accounts.link_own_list(SOMEBODY, ENTRIES, at=NOW, n_unmapped=3)
    account = await store.accounts.get(SOMEBODY)
    assert account is not None
    assert (account.mal_name, account.linked_at) == (NAME, NOW)
    assert isinstance(account.mal_name, OwnListName)
    kept = await store.lists.get(account.mal_name)
    assert kept is not None
    assert (kept.entries, kept.fetched_at, kept.n_unmapped) == (ENTRIES, NOW, 3)
    assert kept.source == Site.OWN
    assert await store.lists.get(own_list_name(OTHER)) is None

    await store.accounts.set_visibility(SOMEBODY, "everybody")
    await store.accounts.link_own_list(SOMEBODY, NEWER, at=NOW + timedelta(days=1))
    kept = await store.lists.get(NAME)
    assert kept is not None
    assert (kept.entries, kept.n_unmapped) == (NEWER, 0)
    account = await store.accounts.get(SOMEBODY)
    assert account is not None
    assert account.visibility == "everybody"


async def test_list_of_one_person_is_never_in_the_community(store: Store) -> None:
    await store.accounts.link_own_list(SOMEBODY, ENTRIES, at=NOW)
    assert await names_in_community(store) == []
    assert await store.lists.count_changed(NOW - timedelta(days=1)) == 0
    assert await store.lists.superseded() == frozenset()
    assert (await store.lists.get_many([NAME]))[NAME].entries == ENTRIES


@pytest.mark.parametrize("how", ["link", "connect", "unlink", "forget"])
async def test_list_is_deleted_with_the_link(store: Store, how: str) -> None:
    for person in (SOMEBODY, OTHER):
        await store.accounts.link_own_list(person, ENTRIES, at=NOW)
    if how == "link":
        assert await store.accounts.link(SOMEBODY, "Somebody", at=NOW)
    elif how == "connect":
        connection = Connection(SOMEBODY, "somebody", b"", None, NOW)
        assert await store.connections.connect(connection, "Somebody")
    elif how == "unlink":
        assert await store.accounts.unlink(SOMEBODY)
    else:
        assert await store.accounts.forget(SOMEBODY) == {"link": 1, "lists": 1}
    assert await store.lists.get(NAME) is None
    assert await store.lists.get(own_list_name(OTHER)) is not None


async def test_name_that_cannot_be_linked_leaves_the_list(store: Store) -> None:
    await store.accounts.link_own_list(SOMEBODY, ENTRIES, at=NOW)
    await store.opt_outs.add("somebody", NOW)
    assert not await store.accounts.link(SOMEBODY, "Somebody", at=NOW)
    assert await store.lists.get(NAME) is not None


async def test_data_export_has_the_entries(store: Store) -> None:
    await store.accounts.link_own_list(SOMEBODY, ENTRIES, at=NOW)
    exported = await store.accounts.export(SOMEBODY)
    (row,) = exported["lists"]
    assert row["entries"] == [[1, 9, 2, 26], [5, 0, 6, 0]]
    assert (row["source"], row["fetched_at"]) == ("own", "2024-03-03T12:00:00+00:00")
    assert (await store.accounts.export(OTHER))["lists"] == []


async def test_people_of_a_server_are_named_as_requests_take_them(store: Store) -> None:
    await store.accounts.link_own_list(SOMEBODY, ENTRIES, at=NOW)
    await store.accounts.set_visibility(SOMEBODY, "server")
    guild_id = Scope.guild(1).id
    await store.people.record(guild_id, SOMEBODY, at=NOW)
    (person,) = await store.people.visible(guild_id, 10)
    assert isinstance(person.mal_name, OwnListName)
