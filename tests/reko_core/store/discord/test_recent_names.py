import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from reko_core.guilds.models import Scope
from reko_core.store import Store

MOMENT = datetime(2024, 2, 29, tzinfo=UTC)
GUILD = Scope.guild(1)


async def remember(store: Store, *names: str, scope: Scope = GUILD, discord_id: int = 42) -> None:
    for second, name in enumerate(names):
        at = MOMENT + timedelta(seconds=second)
        await store.names.remember(scope, discord_id, name, at=at)


async def test_newest_names_come_first(store: Store) -> None:
    await remember(store, "Abc", "Bcd", "Cde")
    assert await store.names.recent(GUILD, 42, "") == ("Cde", "Bcd", "Abc")
    assert await store.names.recent(GUILD, 42, "", limit=2) == ("Cde", "Bcd")


async def test_name_requested_again_is_the_newest_in_its_new_spelling(store: Store) -> None:
    await remember(store, "Abc", "Bcd", " aBC ")
    assert await store.names.recent(GUILD, 42, "") == ("aBC", "Bcd")


async def test_prefix_matches_come_first(store: Store) -> None:
    await remember(store, "Anna", "Ann", "Joann", "Bob", "MaryAnn")
    assert await store.names.recent(GUILD, 42, " aNN") == ("Ann", "Anna", "MaryAnn", "Joann")
    assert await store.names.recent(GUILD, 42, "x") == ()


@pytest.mark.parametrize(("typed", "found"), [("_", ("a_b",)), ("%", ()), ("/", ()), ("\\", ())])
async def test_wildcards_are_escaped(store: Store, typed: str, found: tuple[str, ...]) -> None:
    await remember(store, "axb", "a_b")
    assert await store.names.recent(GUILD, 42, typed) == found


async def test_names_never_reach_another_person_or_scope(store: Store) -> None:
    await remember(store, "Abc")
    await remember(store, "Bcd", discord_id=43)
    await remember(store, "Cde", scope=Scope.person(42))
    assert await store.names.recent(GUILD, 42, "") == ("Abc",)
    assert await store.names.recent(GUILD, 43, "") == ("Bcd",)
    assert await store.names.recent(Scope.person(42), 42, "") == ("Cde",)


async def test_only_the_newest_names_are_stored(store: Store) -> None:
    await remember(store, "Other", discord_id=43)
    await remember(store, *(f"User_{n}" for n in range(30)))
    expected = tuple(f"User_{n}" for n in range(29, 4, -1))
    assert await store.names.recent(GUILD, 42, "", limit=100) == expected
    assert await store.names.recent(GUILD, 43, "") == ("Other",)


async def test_concurrent_names_are_all_stored(store: Store) -> None:
    await asyncio.gather(
        *(store.names.remember(GUILD, 42, f"User_{n}", at=MOMENT) for n in range(20))
    )
    assert len(await store.names.recent(GUILD, 42, "")) == 20


async def test_nothing_is_suggested_for_what_no_name_can_hold(store: Store) -> None:
    await store.names.remember(Scope.guild(1), 1, "some_user", at=datetime.now(UTC))

    assert await store.names.recent(Scope.guild(1), 1, "some\0user") == ()
