import asyncio
from datetime import UTC, datetime, timedelta

from reko_core.guilds.models import Scope
from reko_core.store import GroupMember, Store, WatchGroup

MOMENT = datetime(2024, 2, 29, 12, 30, 15, tzinfo=UTC)
ANN, BOB, CLEO = 42, 43, 44


def group(*members: GroupMember, group_id: str = "abc") -> WatchGroup:
    return WatchGroup(group_id, ANN, Scope.guild(1), "en-US", {"rule": "average"}, MOMENT, members)


async def ids(store: Store) -> list[int | None]:
    found = await store.groups.get("abc", since=MOMENT)
    assert found is not None
    return [one.discord_id for one in found.members]


async def test_group_is_found_as_it_was_stored_until_it_is_old(store: Store) -> None:
    made = group(GroupMember(ANN), GroupMember(name="Some_User", is_invited=True))
    assert await store.groups.create(made)

    assert await store.groups.get("abc", since=MOMENT) == made
    assert await store.groups.get("abc", since=MOMENT + timedelta(seconds=1)) is None
    assert await store.groups.get("abd", since=MOMENT) is None
    assert await store.groups.prune(MOMENT) == 0
    assert await store.groups.prune(MOMENT + timedelta(seconds=1)) == 1
    assert await store.groups.get("abc", since=MOMENT) is None


async def test_who_joins_twice_leaves(store: Store) -> None:
    await store.groups.create(group(GroupMember(ANN)))

    assert await store.groups.toggle("abc", BOB) == "joined"
    assert await ids(store) == [ANN, BOB]
    assert await store.groups.toggle("abc", ANN) == "left"
    assert await ids(store) == [BOB]
    assert await store.groups.toggle("gone", BOB) == "gone"


async def test_people_who_join_at_once_all_find_a_place_until_it_is_full(
    two_stores: tuple[Store, Store],
) -> None:
    store, other = two_stores
    await store.groups.create(group(GroupMember(name="Some_User")))

    came = await asyncio.gather(
        *((store, other)[n % 2].groups.toggle("abc", 100 + n) for n in range(12))
    )

    assert sorted(came) == ["full"] * 3 + ["joined"] * 9
    assert len(await ids(store)) == 10


async def test_invitations_are_replaced_and_those_who_joined_stay(store: Store) -> None:
    typed = GroupMember(name="Some_User", is_invited=True)
    await store.groups.create(group(GroupMember(ANN), typed))
    await store.groups.toggle("abc", BOB)

    assert await store.groups.invite("abc", [BOB, CLEO])
    assert await ids(store) == [ANN, None, BOB, CLEO]
    assert await store.groups.invite("abc", [])
    assert await ids(store) == [ANN, None, BOB]
    assert not await store.groups.invite("abc", range(100, 108))
    assert await ids(store) == [ANN, None, BOB, *range(100, 107)]
    assert await store.groups.invite("gone", [CLEO])


async def test_opted_out_name_is_not_stored_and_is_deleted(store: Store) -> None:
    await store.groups.create(group(GroupMember(ANN), GroupMember(name="Some_User")))

    await store.opt_outs.add("some_user", MOMENT)

    assert await ids(store) == [ANN]
    again = group(GroupMember(name=" SOME_user"), group_id="def")
    assert not await store.groups.create(again)
    assert await store.groups.get("def", since=MOMENT) is None


async def test_data_of_a_person_are_their_groups_and_their_places_in_others(store: Store) -> None:
    await store.groups.create(group(GroupMember(ANN), GroupMember(name="Some_User")))
    await store.groups.toggle("abc", BOB)

    shown = await store.accounts.export(BOB)
    assert (len(shown["groups"]), [row["discord_id"] for row in shown["memberships"]]) == (0, [BOB])
    shown = await store.accounts.export(ANN)
    assert [row["options"] for row in shown["groups"]] == [{"rule": "average"}]
    assert [row["display_name"] for row in shown["memberships"]] == [None, "Some_User"]

    assert await store.accounts.forget(BOB) == {"memberships": 1}
    assert await ids(store) == [ANN, None]
    assert await store.accounts.forget(ANN) == {"groups": 1, "memberships": 2}
    assert await store.groups.get("abc", since=MOMENT) is None


async def test_who_unlinks_opts_out_or_shares_with_nobody_is_in_no_group_any_more(
    store: Store,
) -> None:
    await store.groups.create(group(GroupMember(ANN), GroupMember(BOB, is_invited=True)))
    await store.groups.toggle("abc", CLEO)
    for person, name in ((ANN, "ann"), (BOB, "bob"), (CLEO, "cleo")):
        await store.accounts.link(person, name, at=MOMENT)

    await store.accounts.set_visibility(BOB, "server")
    assert await ids(store) == [ANN, BOB, CLEO]
    await store.accounts.set_visibility(BOB, "nobody")
    await store.accounts.unlink(CLEO)
    assert await ids(store) == [ANN]
    # To join is to agree, whatever is shared otherwise.
    assert await store.groups.toggle("abc", BOB) == "joined"
    await store.opt_outs.add("Bob", MOMENT)
    assert await ids(store) == [ANN]
