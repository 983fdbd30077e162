"""`/reko-settings export` and `import`: the ban list as a file for another server."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from simcord.actors import MemberActor

from bot.i18n.texts import texts_for
from reko_core.guilds.models import MAX_BANS
from tests.bot.conftest import Make, World, reply_text

ENGLISH = texts_for("en-US")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HASHES = ("0123456789abcdef" * 2, "f" * 32)
TITLES = {1: "Cowboy Bebop", 5114: 'Hagane no "Renkinjutsushi" \\ 鋼', 99: "", 7: "<@1> *&* \n"}


async def ban(world: World) -> None:
    for number, (anime_id, title) in enumerate(TITLES.items()):
        at = NOON.replace(minute=number)
        await world.store.bans.ban_titles(world.scope, {anime_id: title}, by=world.boss.id, at=at)
    await world.store.bans.ban_users(world.scope, HASHES, by=world.mod.id, at=NOON)


async def exported(world: World) -> bytes:
    result = await world.settings("export")
    (attachment,) = result.response.attachments
    assert attachment.filename == "reko-bans.json"
    return await attachment.read()


async def taken(world: World, data: bytes) -> str:
    result = await world.settings("import", file=("bans.json", data))
    assert result.ephemeral
    assert result.followups == []
    return reply_text(result)


def file_of(titles: Any = (), users: Any = (), **fields: Any) -> bytes:
    whole = {"format": "reko-bans", "version": 1, "titles": titles, "users": users, **fields}
    return json.dumps(whole, indent=1).encode()


async def test_export_holds_all_bans_and_counts_them(world: World) -> None:
    await ban(world)

    result = await world.settings("export")

    assert result.ephemeral
    assert result.response.content == ENGLISH("export-done", titles=4, users=2)
    document = json.loads(await result.response.attachments[0].read())
    assert {one["id"]: one["title"] for one in document["titles"]} == TITLES
    hashes = world.services.recommender.hashes_of_file(document["file_id"])
    assert set(hashes.read(document["users"])) == set(HASHES)


async def test_files_name_users_by_hashes_of_their_own(world: World) -> None:
    await ban(world)

    first, second = [json.loads(await exported(world))["users"] for _ in range(2)]

    assert len({*first, *second, *HASHES, *world.hashes.show(HASHES)}) == 8


async def test_a_file_of_an_earlier_version_bans_the_same_users(world: World) -> None:
    stored = await world.store.results.by_message((await world.reko()).response.id)
    digests = [user.hash for user in stored.response.users[:2]]

    assert "2 users" in await taken(world, file_of(users=digests))

    assert set(await world.store.bans.user_hashes(world.scope)) == set(digests)


async def test_a_file_written_by_hand_has_the_hashes_of_its_server(world: World) -> None:
    stored = await world.store.results.by_message((await world.reko()).response.id)
    digest = stored.response.users[0].hash

    assert "1 user" in await taken(world, file_of(users=world.hashes.show([digest])))

    again = await world.store.results.by_message((await world.reko()).response.id)
    assert digest not in {user.hash for user in again.response.users}


async def test_exported_file_holds_no_discord_ids(world: World) -> None:
    await ban(world)

    text = (await exported(world)).decode()

    for discord_id in (world.boss.id, world.mod.id, world.guild.id, world.channel.id):
        assert str(discord_id) not in text
    document = json.loads(text)
    assert set(document) == {"format", "version", "file_id", "titles", "users"}
    assert all(set(one) == {"id", "title"} for one in document["titles"])


async def test_empty_list_is_exported_and_imported(world: World) -> None:
    data = await exported(world)

    assert json.loads(data)["titles"] == []
    assert await taken(world, data) == ENGLISH("import-done", titles=0, users=0)


async def test_import_in_another_server_restores_exactly(world: World) -> None:
    await ban(world)
    data = await exported(world)
    elsewhere = world.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("general")
    owner = MemberActor(world.env, elsewhere, elsewhere.owner)

    result = await owner.slash(channel, "reko-settings import", file=("any name.txt", data))

    assert reply_text(result) == ENGLISH("import-done", titles=4, users=2)
    scope = world.scope.guild(elsewhere.id)
    restored = await world.store.bans.titles(scope)
    assert {one.anime_id: one.title for one in restored} == TITLES
    assert {one.banned_by for one in restored} == {elsewhere.owner.id}
    assert set(await world.store.bans.user_hashes(scope)) == set(HASHES)
    again = await owner.slash(channel, "reko-settings export")
    theirs = json.loads(await again.response.attachments[0].read())
    ours = json.loads(data)
    assert sorted(theirs["titles"], key=str) == sorted(ours["titles"], key=str)
    assert not set(theirs["users"]) & set(ours["users"])


async def test_import_adds_to_the_existing_bans(world: World) -> None:
    await world.store.bans.ban_titles(world.scope, {1: "Before"}, by=world.mod.id, at=NOON)

    said = await taken(world, file_of([{"id": 1, "title": "After"}, {"id": 2, "title": "New"}]))

    assert said == "✅ Imported bans: 1 title and 0 users. Existing bans were kept."
    titles = await world.store.bans.titles(world.scope)
    assert {one.anime_id: (one.title, one.banned_by) for one in titles} == {
        1: ("Before", world.mod.id),
        2: ("New", world.boss.id),
    }


async def test_import_bans_for_the_next_answer(world: World) -> None:
    first = await world.store.results.by_message((await world.reko()).response.id)
    best = first.response.rekos[0]

    await taken(world, file_of([{"id": best.id, "title": "Any"}]))

    second = await world.store.results.by_message((await world.reko()).response.id)
    assert best.id not in {reko.id for reko in second.response.rekos}


async def test_byte_order_mark_is_no_reason_to_refuse(world: World) -> None:
    data = b"\xef\xbb\xbf" + file_of([{"id": 1, "title": "One"}])

    assert "1 title" in await taken(world, data)


GOOD = {"id": 1, "title": "Good"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "line 1 is not JSON", id="empty"),
        pytest.param(b" \n\n", "line 3 is not JSON", id="blank"),
        pytest.param(
            b'{"format": "reko-bans",\n"version": 1,\n"titles"', "line 3 is not JSON", id="broken"
        ),
        pytest.param(b"[]", "Input should be an object", id="array"),
        pytest.param(file_of(format="other"), "format: Input should be", id="format"),
        pytest.param(file_of(version=2), "version: Input should be", id="version"),
        pytest.param(b'{"titles": []}', "format: Field required", id="no-format"),
        pytest.param(file_of([GOOD, {"id": 0, "title": "Bad"}]), "titles[1].id: ", id="id-0"),
        pytest.param(file_of([GOOD, {"id": "2", "title": ""}]), "titles[1].id: ", id="id-is-text"),
        pytest.param(file_of([GOOD, {"id": 2, "title": 3}]), "titles[1].title: ", id="title"),
        pytest.param(file_of([GOOD, 2]), "titles[1]: ", id="no-object"),
        pytest.param(file_of({}), "titles: Input should be", id="no-array"),
        pytest.param(file_of([GOOD], ["f" * 32, "g" * 32]), "users[1]: ", id="hash"),
        pytest.param(file_of([GOOD]) + b"\xff", "line 11 is not JSON", id="not-utf-8"),
        pytest.param("{}".encode("utf-16"), "line 1 is not JSON", id="utf-16"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "line 1 is not JSON", id="picture"),
        pytest.param(b"[" * 100_000, "line 1 is not JSON: recursion", id="deep"),
    ],
)
async def test_a_bad_file_is_refused_and_nothing_of_it_is_imported(
    world: World, data: bytes, reason: str
) -> None:
    said = await taken(world, data)

    assert said.startswith("The file is wrong: ")
    assert reason in said.replace("\\", "")
    assert said.endswith("Nothing was imported.")
    assert await world.store.bans.titles(world.scope) == ()
    assert await world.store.bans.users(world.scope) == ()


async def test_a_file_of_too_many_titles_is_refused(world: World) -> None:
    titles = ",\n".join(f'{{"id": {number}, "title": ""}}' for number in range(1, MAX_BANS + 2))
    data = f'{{"format": "reko-bans", "version": 1, "titles": [\n{titles}]}}'

    said = await taken(world, data.encode())

    assert said == ENGLISH("error-too-many-bans", n=MAX_BANS)
    assert await world.store.bans.title_ids(world.scope) == ()


async def test_largest_allowed_file_is_imported_and_exported(
    world: World,
) -> None:
    titles = [{"id": number, "title": f"Title {number}"} for number in range(1, MAX_BANS + 1)]

    assert "10,000 titles" in await taken(world, file_of(titles))

    data = await exported(world)
    assert len(json.loads(data)["titles"]) == MAX_BANS
    assert "0 titles" in await taken(world, data)
    said = await taken(world, file_of([{"id": MAX_BANS + 1, "title": "One more"}]))
    assert said == ENGLISH("error-too-many-bans", n=MAX_BANS)
    assert len(await world.store.bans.title_ids(world.scope)) == MAX_BANS


@pytest.mark.parametrize("size", [8_000_001, 9_000_000])
async def test_file_that_is_too_large_is_refused_unread(
    world: World, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.env.backend.cdn, "get", lambda _url: pytest.fail("was read"))

    assert await taken(world, b" " * size) == ENGLISH("error-file-size", n=8)


async def test_files_count_against_the_cooldown(make_world: Make) -> None:
    world = await make_world(questions_per_minute=1, burst=2)
    await exported(world)
    assert (await taken(world, b"[" * 1_000_000)).startswith("The file is wrong: ")

    for refused in (await taken(world, file_of([GOOD])), await export_text(world)):
        head, _, _ = ENGLISH("error-cooldown", when="|").partition("|")
        assert refused.startswith(head)
    assert await world.store.bans.titles(world.scope) == ()


async def export_text(world: World) -> str:
    return reply_text(await world.settings("export"))


async def test_refusal_is_german_for_germans(world: World) -> None:
    world.speak("de")

    assert (await taken(world, b"[]")).startswith("Die Datei ist fehlerhaft: ")
    assert "größer als 8 MB" in await taken(world, b" " * 8_000_001)
    assert "1 Titel und 0 Nutzer" in await taken(world, file_of([GOOD]))


async def test_failed_download_of_a_file_is_reported(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.env.backend.cdn, "get", lambda _url: None)

    assert await taken(world, file_of([GOOD])) == ENGLISH("error-file-gone")
    assert await world.store.bans.titles(world.scope) == ()
