from datetime import UTC, datetime, timedelta

from raw_sql import RawSql

from reko_core.guilds.models import Scope
from reko_core.store import GroupMember, Person, Store, WatchGroup

MOMENT = datetime(2024, 2, 29, tzinfo=UTC)
GUILD, OTHER_GUILD = 1, 2
ANN, BOB, CLEO = 41, 42, 43


async def link(store: Store, discord_id: int, name: str, visibility: str = "server") -> None:
    await store.accounts.link(discord_id, name, at=MOMENT)
    await store.accounts.set_visibility(discord_id, visibility)  # type: ignore[arg-type]


async def seen(store: Store, guild_id: int = GUILD) -> list[int]:
    return [one.discord_id for one in await store.people.visible(guild_id, 10)]


async def test_people_are_recorded_once_they_have_linked_a_list(store: Store) -> None:
    await store.people.record(GUILD, ANN, at=MOMENT)
    assert not await store.people.has(GUILD, ANN)

    await link(store, ANN, "Ann")
    await store.people.record(GUILD, ANN, at=MOMENT)

    assert await store.people.has(GUILD, ANN)
    assert not await store.people.has(OTHER_GUILD, ANN)
    assert await store.people.visible(GUILD, 10) == [Person(ANN, "Ann")]


async def test_only_people_who_allow_it_are_visible_the_last_active_first(store: Store) -> None:
    levels = {ANN: "server", BOB: "everybody", CLEO: "nobody", 44: "server"}
    for n, (discord_id, level) in enumerate(levels.items()):
        await link(store, discord_id, f"user_{n}", level)
        await store.people.record(GUILD, discord_id, at=MOMENT + timedelta(hours=n))
    assert await seen(store) == [44, BOB, ANN]
    assert len(await store.people.visible(GUILD, 2)) == 2

    await store.people.record(GUILD, ANN, at=MOMENT + timedelta(hours=20))
    assert await seen(store) == [44, BOB, ANN], "within a day it is not written again"
    await store.people.record(GUILD, ANN, at=MOMENT + timedelta(days=1))
    assert await seen(store) == [ANN, 44, BOB]


async def test_rows_go_with_the_link_the_opt_out_and_the_server(store: Store, sql: RawSql) -> None:
    async def recorded() -> None:
        for discord_id in (ANN, BOB):
            await link(store, discord_id, f"user_{discord_id}")
            for guild_id in (GUILD, OTHER_GUILD):
                await store.people.record(guild_id, discord_id, at=MOMENT)

    def rows() -> list[tuple[int, int]]:
        return sorted(sql.run("SELECT guild_id, discord_id FROM guild_people"))

    of_bob = [(GUILD, BOB), (OTHER_GUILD, BOB)]
    await recorded()
    await store.accounts.unlink(ANN)
    assert rows() == of_bob
    await recorded()
    assert (await store.accounts.forget(ANN))["servers"] == 2
    assert rows() == of_bob
    await recorded()
    await store.people.remove(GUILD, ANN)
    assert rows() == sorted([*of_bob, (OTHER_GUILD, ANN)])
    await store.people.remove_guild(OTHER_GUILD)
    assert rows() == [(GUILD, BOB)]
    await store.opt_outs.add(f"user_{BOB}", MOMENT)
    assert rows() == []


async def test_groups_of_a_server_go_with_who_left_it_and_with_the_bot(store: Store) -> None:
    for group_id, guild_id in (("here", GUILD), ("there", OTHER_GUILD)):
        members = (GroupMember(ANN), GroupMember(BOB))
        scope = Scope.guild(guild_id)
        await store.groups.create(WatchGroup(group_id, ANN, scope, "de", {}, MOMENT, members))

    async def members_of(group_id: str) -> list[int | None] | None:
        group = await store.groups.get(group_id, since=MOMENT)
        return None if group is None else [one.discord_id for one in group.members]

    await store.people.remove(GUILD, BOB)
    assert await members_of("here") == [ANN]
    assert await members_of("there") == [ANN, BOB]
    await store.people.remove_guild(OTHER_GUILD)
    assert await members_of("there") is None
    assert await members_of("here") == [ANN]
