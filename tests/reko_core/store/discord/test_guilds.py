import asyncio
from datetime import UTC, datetime

import pytest
from raw_sql import RawSql

from reko_core.errors import BadInput, StoreError
from reko_core.guilds.models import GuildSettings, Scope
from reko_core.settings import DatabaseSettings
from reko_core.store import Store

GUILD = 2**62 + 1


async def test_guild_without_settings_has_the_defaults(store: Store) -> None:
    assert await store.guilds.settings(GUILD) == GuildSettings()
    assert await store.guilds.change(GUILD) == GuildSettings()
    assert not await store.guilds.reset(GUILD)


async def test_change_touches_only_what_it_names(store: Store) -> None:
    await store.guilds.change(GUILD, accuracy=80, who_may_ban="moderators")
    changed = await store.guilds.change(GUILD, allow_adult=True, accuracy=70.5)
    expected = GuildSettings(accuracy=70.5, who_may_ban="moderators", allow_adult=True)
    assert changed == expected
    assert await store.guilds.settings(GUILD) == expected


async def test_every_setting_is_stored(store: Store) -> None:
    settings = GuildSettings(
        accuracy=0,
        titles_per_page=5,
        allow_adult=True,
        who_may_ban="moderators",
        votes_needed=25,
        is_private=True,
    )
    assert await store.guilds.change(GUILD, **settings.model_dump()) == settings


async def test_settings_never_reach_another_guild(store: Store) -> None:
    await store.guilds.change(GUILD, accuracy=80)
    assert await store.guilds.settings(GUILD + 1) == GuildSettings()
    assert not await store.guilds.reset(GUILD + 1)
    assert (await store.guilds.settings(GUILD)).accuracy == 80


async def test_reset_brings_the_defaults_back(store: Store) -> None:
    await store.guilds.change(GUILD, accuracy=80)
    assert await store.guilds.reset(GUILD)
    assert await store.guilds.settings(GUILD) == GuildSettings()


@pytest.mark.parametrize(
    ("name", "value"), [("accuracy", 101), ("titles_per_page", 9), ("colour", 1), ("guild", 1)]
)
async def test_wrong_setting_is_named_and_nothing_changes(
    store: Store, name: str, value: object
) -> None:
    await store.guilds.change(GUILD, votes_needed=5)
    with pytest.raises(BadInput) as refused:
        await store.guilds.change(GUILD, votes_needed=7, **{name: value})
    assert refused.value.field == name
    assert await store.guilds.settings(GUILD) == GuildSettings(votes_needed=5)


async def test_concurrent_changes_of_different_settings_are_all_stored(
    store: Store, database: DatabaseSettings
) -> None:
    async with Store.open(database) as other:
        await asyncio.gather(
            store.guilds.change(GUILD, accuracy=50),
            other.guilds.change(GUILD, is_private=True),
            store.guilds.change(GUILD, votes_needed=9),
            other.guilds.change(GUILD, titles_per_page=3),
        )
    assert await store.guilds.settings(GUILD) == GuildSettings(
        accuracy=50, is_private=True, votes_needed=9, titles_per_page=3
    )


async def test_damaged_settings_are_a_store_error(store: Store, sql: RawSql) -> None:
    await store.guilds.change(GUILD, accuracy=50)
    sql.run("UPDATE guild_settings SET accuracy = 5000")
    with pytest.raises(StoreError, match="damaged"):
        await store.guilds.settings(GUILD)


async def test_reset_lifts_the_bans_of_this_guild_only_on_request(store: Store) -> None:
    now = datetime.now(UTC)
    for guild_id in (GUILD, GUILD + 1):
        await store.bans.ban_titles(Scope.guild(guild_id), {1: "One"}, by=None, at=now)
    await store.guilds.reset(GUILD)
    assert await store.bans.title_ids(Scope.guild(GUILD)) == (1,)
    await store.guilds.reset(GUILD, lifts_bans=True)
    assert await store.bans.title_ids(Scope.guild(GUILD)) == ()
    assert await store.bans.title_ids(Scope.guild(GUILD + 1)) == (1,)
