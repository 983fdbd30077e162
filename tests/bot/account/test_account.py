"""`/reko-account`: linking a name, showing it, and deleting all data about a person."""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from discord_actions import emit_slash, labels
from raw_sql import RawSql
from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from bot.formatting.markdown import plain
from bot.formatting.user_labels import user_values
from bot.i18n.texts import Texts, texts_for
from reko_core.guilds.models import Scope
from reko_core.settings import DatabaseSettings
from reko_core.store.database.tables import metadata
from reko_demo.fake_server import Fault
from tests.bot.conftest import LISTS, Make, World, components_of, reply_text

ENGLISH = texts_for("en-US")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
N_SPORTS = len(LISTS["demo_sports"])

Rows = Callable[[int | str], dict[str, int]]


@pytest.fixture
def rows_about(world_database: DatabaseSettings) -> Rows:
    """Count the rows of each table that hold a value or a part of it."""
    sql = RawSql(world_database)

    def count(value: int | str) -> dict[str, int]:
        found = {}
        for table in metadata.tables:
            rows = sql.run(f"SELECT * FROM {table}")
            found[table] = sum(any(str(value) in str(cell) for cell in row) for row in rows)
        return {table: n for table, n in found.items() if n}

    return count


async def name_of(world: World, actor: MemberActor) -> str | None:
    account = await world.store.accounts.get(actor.id)
    return account and account.mal_name


async def question(world: World, actor: MemberActor | None = None) -> ResponseMessage:
    message = (await world.account("forget-me", actor)).response
    assert message is not None
    return message


def link_message(name: str, n: int, texts: Texts = ENGLISH) -> str:
    return f"{texts('link-done', user=plain(name), n=n)}\n{texts('link-joins')}"


async def test_linking_says_whether_the_list_joins_the_community(world: World) -> None:
    assert "opt-out" in reply_text(await world.account("link", user="demo_sports"))
    world.bot.services = replace(world.services, joining_sites=frozenset())

    result = await world.account("link", user="demo_sports")

    assert reply_text(result).endswith(ENGLISH("link-joins-not"))


async def test_link_fetches_the_list_and_remembers_the_name(world: World) -> None:
    result = await world.account("link", user="demo_sports")

    assert result.ephemeral
    assert reply_text(result) == link_message("demo_sports", N_SPORTS)
    assert await name_of(world, world.ann) == "demo_sports"
    stored = await world.store.lists.get("demo_sports")
    assert stored is not None
    assert len(stored.entries) == N_SPORTS


async def test_name_is_accepted_with_spaces_and_in_any_case(world: World) -> None:
    result = await world.account("link", user="  DEMO_Sports ")

    assert reply_text(result) == link_message("DEMO_Sports", N_SPORTS)
    assert await name_of(world, world.ann) == "DEMO_Sports"
    assert (await world.reko(user=None)).response.embeds[0].author.name.endswith("DEMO_Sports")


async def test_reko_without_a_name_recommends_to_the_linked_one(world: World) -> None:
    refused = await world.reko(user=None)
    assert reply_text(refused) == ENGLISH("error-no-name")
    await world.account("link", user="demo_mecha")

    result = await world.store.results.by_message((await world.reko(user=None)).response.id)

    assert result.request.user_name == "demo_mecha"
    others = await world.reko(world.bob, user=None)
    assert reply_text(others) == ENGLISH("error-no-name"), "a link is one's own"


async def test_linked_name_that_is_gone_says_so(world: World) -> None:
    await world.store.accounts.link(world.ann.id, "Renamed_User", at=NOON)
    message = ENGLISH("error-linked-unknown", **user_values("Renamed_User"))
    assert "linked name" in message

    refused = await world.reko(user=None)
    assert reply_text(refused) == message
    assert labels(refused.followups[-1], "link") == ["Link another name"]
    compared = await world.ann.slash(world.channel, "reko-affinity", user_a="demo_sports")
    assert reply_text(compared) == message
    # Typed, it is the linked name all the same; to others it is a name that MAL does not know.
    for refused in (
        await world.reko(user=" renamed_user"),
        await world.ann.slash(
            world.channel, "reko-affinity", user_a="renamed_USER", user_b="demo_sports"
        ),
        await world.account("link", user="Renamed_User"),
    ):
        assert reply_text(refused) == message
    named = await world.reko(world.bob, user="Renamed_User")
    assert reply_text(named) == ENGLISH("error-unknown-user", **user_values("Renamed_User"))


async def test_refreshing_the_result_of_a_linked_name_that_is_gone_says_so(world: World) -> None:
    await world.account("link", user="demo_sports")
    message = (await world.reko(user=None)).response
    world.give_list("demo_sports", fault=Fault(404, '{"message": "", "error": "not_found"}'))
    await world.age_list()

    refused = await world.press(world.ann, message, "refresh")

    expected = ENGLISH("error-linked-unknown", **user_values("demo_sports"))
    assert refused.followups[-1].content == expected


async def test_unknown_user_is_refused_and_the_link_is_unchanged(world: World) -> None:
    await world.account("link", user="demo_sports")

    result = await world.account("link", user="nobody_at_all")

    assert reply_text(result) == ENGLISH("error-unknown-user", **user_values("nobody_at_all"))
    assert await name_of(world, world.ann) == "demo_sports"


async def test_malformed_name_is_refused_without_a_request_to_mal(world: World) -> None:
    for name in ("x", "with space", "a" * 17, "ünïcode", "<@1>", "a/b"):
        result = await world.account("link", user=name)

        assert reply_text(result) == ENGLISH("error-name"), name
    assert await name_of(world, world.ann) is None
    assert not world.mal.requests


async def test_private_list_is_linked_with_advice(world: World) -> None:
    result = await world.account("link", user="private_user")

    assert reply_text(result) == ENGLISH("link-private", **user_values("private_user"))
    assert "listpreferences" in reply_text(result)
    assert await name_of(world, world.ann) == "private_user"
    asked = await world.reko(user=None)
    assert reply_text(asked) == ENGLISH("error-private", **user_values("private_user"))


async def test_name_is_linked_unchecked_while_mal_is_down(world: World) -> None:
    result = await world.account("link", user="mal_is_down")

    assert reply_text(result) == ENGLISH("link-unchecked", **user_values("mal_is_down"))
    assert await name_of(world, world.ann) == "mal_is_down"


async def test_linking_again_replaces_the_name(world: World) -> None:
    await world.account("link", user="demo_sports")

    await world.account("link", user="demo_cosy")

    assert await name_of(world, world.ann) == "demo_cosy"


async def test_show_tells_the_name_and_since_when(world: World) -> None:
    assert reply_text(await world.account("show")) == ENGLISH("link-none")
    await world.store.accounts.link(world.ann.id, "_under_score_", at=NOON)

    result = await world.account("show")

    assert result.ephemeral
    when = f"<t:{int(NOON.timestamp())}:D>"
    lines = [ENGLISH("link-shown", user=r"\_under\_score\_", when=when), ENGLISH("sharing-nobody")]
    assert reply_text(result) == "\n".join(lines)


async def test_unlink_removes_the_link_and_reports_when_there_is_none(world: World) -> None:
    await world.account("link", user="demo_sports")

    assert reply_text(await world.account("unlink")) == ENGLISH("unlinked")
    assert reply_text(await world.account("unlink")) == ENGLISH("link-none")
    assert await name_of(world, world.ann) is None
    assert reply_text(await world.reko(user=None)) == ENGLISH("error-no-name")


async def test_linking_is_rate_limited(make_world: Make) -> None:
    world = await make_world(questions_per_minute=1, burst=1)
    await world.account("link", user="demo_sports")

    before = world.env.now()
    result = await world.account("link", user="demo_cosy")

    assert result.ephemeral
    head, _, tail = ENGLISH("error-cooldown", when="|").partition("|")
    assert reply_text(result).startswith(head)
    assert reply_text(result).endswith(tail)
    stamp = reply_text(result).removeprefix(head).removesuffix(tail)
    assert stamp.startswith("<t:")
    assert stamp.endswith(":R>")
    waits = datetime.fromtimestamp(int(stamp[3:-3]), UTC) - before
    assert timedelta(seconds=50) < waits < timedelta(seconds=70)
    assert await name_of(world, world.ann) == "demo_sports"
    other = await world.account("link", world.bob, user="demo_cosy")
    assert "demo" in reply_text(other), "others do not wait"


async def test_recent_names_are_suggested_to_the_same_person(world: World) -> None:
    await world.reko(user="demo_sports")
    typed = (world.channel, "reko-account link", "user", "SPO")

    offered = await world.ann.autocomplete(*typed)

    assert [one["value"] for one in offered] == ["demo_sports", "anilist:SPO", "kitsu:SPO"]
    assert len(await world.bob.autocomplete(*typed)) == 2, "what others used is not offered"


async def test_account_works_in_direct_messages(world: World) -> None:
    user = world.ann.user

    linked = await user.slash("reko-account link", user="demo_sports")
    shown = await world.account("show")

    assert r"demo\_sports" in reply_text(linked)
    assert r"demo\_sports" in reply_text(shown), "a link holds everywhere"
    message = (await user.slash("reko-account forget-me")).response
    await world.press(user, message, "forget:yes")
    assert await name_of(world, world.ann) is None


async def test_account_speaks_german(world: World) -> None:
    world.speak("de")
    german = texts_for("de")

    assert reply_text(await world.account("show")) == german("link-none")
    linked = await world.account("link", user="demo_newcomer")
    assert reply_text(linked) == link_message("demo_newcomer", 3, german)
    message = await question(world)
    assert [one["label"] for one in components_of(message)] == ["Alles löschen", "Abbrechen"]
    await world.press(world.ann, message, "forget:yes")
    assert message.content.split("\n") == [
        "✅ Gelöscht:",
        "- der Vermerk, dass du Reko auf 1 Server benutzt",
        "- die Verknüpfung mit deinem Benutzernamen",
        "- deine gespeicherte Liste",
        "- der Vermerk, wann deine Liste geladen wurde",
    ]


async def leave_traces(world: World, actor: MemberActor, user: str) -> None:
    """Link a name, use /reko twice, vote, ban in the server and personally."""
    await world.account("link", actor, user=user)
    page = (await world.reko(actor, user=None)).response
    await world.reko(actor, user="demo_mecha")
    await world.press(actor, page, "ban")
    await world.store.bans.ban_titles(world.scope, {1: "Theirs"}, by=actor.id, at=NOON)
    own = Scope.person(actor.id)
    await world.store.bans.ban_titles(own, {1: "a", 2: "b"}, by=actor.id, at=NOON)
    await world.store.bans.ban_users(own, ["f" * 32], by=actor.id, at=NOON)


async def test_forgetting_asks_for_confirmation(world: World, rows_about: Rows) -> None:
    await leave_traces(world, world.ann, "demo_sports")
    before = rows_about(world.ann.id)

    message = await question(world)

    assert message.ephemeral
    assert message.content == ENGLISH("forget-ask")
    await world.press(world.ann, message, "forget:no")
    assert message.content == ENGLISH("forget-not")
    assert components_of(message) == []
    assert rows_about(world.ann.id) == before


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_forgetting_deletes_everything_and_lists_it(
    world: World, rows_about: Rows, *, is_restarted: bool
) -> None:
    await leave_traces(world, world.ann, "demo_sports")
    assert set(rows_about(world.ann.id)) == {
        "accounts",
        "asked_names",
        "ban_votes",
        "guild_people",
        "results",
        "title_bans",
        "user_bans",
    }
    message = await question(world)
    if is_restarted:
        await world.restart()

    await world.press(world.ann, message, "forget:yes")

    assert message.content.split("\n") == [
        "✅ Deleted:",
        "- the record that you use Reko in 1 server",
        "- the link to your user name",
        "- your stored list",
        "- the record of when your list was fetched",
        "- 2 sets of recommendations",
        "- 1 vote",
        "- 2 names that you looked up",
        "- 3 titles that you hid",
        "- your name on 1 server ban",
    ]
    assert components_of(message) == []
    assert rows_about(world.ann.id) == {}
    assert rows_about("demo_sports") == {}
    (kept,) = await world.store.bans.titles(world.scope)
    assert (kept.anime_id, kept.banned_by) == (1, None), "the ban of the server stays, unsigned"


async def test_forgetting_works_twice(world: World) -> None:
    await world.account("link", user="demo_sports")
    first, second = await question(world), await question(world)

    await world.press(world.ann, first, "forget:yes")
    await world.press(world.ann, second, "forget:yes")

    assert second.content == ENGLISH("forget-nothing")
    await world.account("link", user="demo_sports")
    assert await name_of(world, world.ann) == "demo_sports", "one may come back"


async def test_results_of_a_forgotten_person_expire(world: World) -> None:
    page = (await world.reko()).response
    await world.press(world.ann, await question(world), "forget:yes")

    result = await world.press(world.ann, page, "next")

    assert reply_text(result) == ENGLISH("error-expired")


async def test_data_of_others_is_kept(world: World, rows_about: Rows) -> None:
    await leave_traces(world, world.ann, "demo_sports")
    await leave_traces(world, world.bob, "demo_cosy")
    before = rows_about(world.bob.id)

    await world.press(world.ann, await question(world), "forget:yes")

    assert rows_about(world.bob.id) == before
    assert await world.store.lists.get("demo_cosy") is not None


async def test_list_linked_by_two_people_is_kept_when_one_is_forgotten(world: World) -> None:
    await world.account("link", user="demo_sports")
    await world.account("link", world.bob, user="Demo_Sports")

    message = await question(world)
    await world.press(world.ann, message, "forget:yes")
    assert "your stored list" not in message.content
    assert await world.store.lists.get("demo_sports") is not None

    message = await question(world, world.bob)
    await world.press(world.bob, message, "forget:yes")
    assert "your stored list" in message.content
    assert await world.store.lists.get("demo_sports") is None


@pytest.mark.parametrize("verb", ["yes", "no"])
async def test_nobody_can_forget_somebody_else(world: World, rows_about: Rows, verb: str) -> None:
    await leave_traces(world, world.ann, "demo_sports")
    before = rows_about(world.ann.id)
    message = await question(world)

    result = await world.forge(world.bob, message, f"reko:forget:{verb}:{world.ann.id}")

    assert reply_text(result) == ENGLISH("error-not-yours", owner=world.ann.mention)
    assert rows_about(world.ann.id) == before
    assert message.content == ENGLISH("forget-ask"), "the question stays"


async def test_deletion_of_personal_data_is_atomic(
    world: World, rows_about: Rows, break_table: Callable[..., Any]
) -> None:
    await leave_traces(world, world.ann, "demo_sports")
    before = rows_about(world.ann.id)
    message = await question(world)
    break_table("title_bans", f"ROW.banned_by = {world.ann.id}")

    result = await world.press(world.ann, message, "forget:yes")

    assert reply_text(result) == ENGLISH("error-store")
    assert rows_about(world.ann.id) == before


async def test_forgetting_ends_a_running_question_which_stores_nothing(
    world: World, rows_about: Rows
) -> None:
    await world.account("link", user="demo_sports")
    message = await question(world)
    mal = world.hold_up()
    running = emit_slash(world.ann, world.channel, "reko")
    await world.env.advance_time(1)

    await world.press(world.ann, message, "forget:yes")
    await mal.let_go()

    assert reply_text(running) == ENGLISH("error-data-deleted")
    assert rows_about(world.ann.id) == rows_about("demo_sports") == {}


async def test_forgetting_ends_the_fetch_of_the_list_which_is_not_stored(
    world: World, rows_about: Rows
) -> None:
    world.give_list("slow_one", LISTS["demo_sports"], Fault(delay_s=2))
    await world.store.accounts.link(world.ann.id, "Slow_One", at=NOON)
    recommender = world.services.recommender
    asked = asyncio.create_task(recommender.look_up("slow_one"))
    while not world.mal.requests:  # noqa: ASYNC110 - the server counts, it does not signal
        await asyncio.sleep(0)

    await world.press(world.ann, await question(world), "forget:yes")

    assert rows_about("slow_one") == {}
    # Somebody else waits for it: for them it is fetched again.
    assert (await asked).n_entries
    assert rows_about(world.ann.id) == {}


@pytest.fixture
async def opted_out(world: World) -> World:
    """Return the world after demo_sports has opted out."""
    await world.store.opt_outs.add("Demo_Sports", NOON)
    return world


async def test_a_question_about_a_user_who_has_opted_out_is_answered_and_stores_nothing(
    opted_out: World, rows_about: Rows
) -> None:
    world = opted_out

    for _ in range(2):
        message = (await world.reko(user="DEMO_sports")).response
        assert message.embeds[0].author.name.endswith("DEMO_sports")
        assert ENGLISH("page-not-stored") in message.embeds[0].description
        assert len(message.embeds) > 1
        assert components_of(message) == []
    await world.ann.slash(world.channel, "reko-affinity", user_a="demo_mecha", user_b="demo_sports")

    assert rows_about("demo_sports") == {"opt_outs": 1}
    assert rows_about(world.ann.id) == {"asked_names": 1}, "demo_mecha"
    assert world.mal.requests["animelist"] >= 3, "it is fetched each time"


async def test_a_name_that_has_opted_out_cannot_be_linked(
    opted_out: World, rows_about: Rows
) -> None:
    result = await opted_out.account("link", user="demo_sports")

    assert reply_text(result) == ENGLISH("link-opted-out", user=r"demo\_sports")
    assert rows_about("demo_sports") == {"opt_outs": 1}


async def test_opting_out_takes_links_results_and_looked_up_names(
    world: World, rows_about: Rows
) -> None:
    await world.account("link", user="demo_sports")
    page = (await world.reko(user=None)).response
    await world.reko(world.bob, user="Demo_SPORTS")

    await world.store.opt_outs.add("demo_sports", NOON)

    assert rows_about("demo_sports") == {"opt_outs": 1}
    assert reply_text(await world.press(world.ann, page, "next")) == ENGLISH("error-expired")
    assert reply_text(await world.reko(user=None)) == ENGLISH("error-no-name")


async def test_data_is_handed_out_as_a_file_for_the_person_alone(world: World) -> None:
    await leave_traces(world, world.ann, "demo_sports")
    await leave_traces(world, world.bob, "demo_cosy")

    result = await world.account("data")

    assert result.ephemeral
    (file,) = result.response.attachments
    assert file.filename == "reko-data.json"
    text = (await file.read()).decode()
    exported = json.loads(text)
    assert exported["discord_id"] == str(world.ann.id)
    assert [one["mal_name"] for one in exported["link"]] == ["demo_sports"]
    assert {one["name"] for one in exported["names"]} == {"demo_sports", "demo_mecha"}
    n_rows = sum(len(rows) for rows in exported.values() if isinstance(rows, list))
    assert reply_text(result) == ENGLISH("data-sent", n=n_rows)
    assert str(world.bob.id) not in text
    assert "demo_cosy" not in text


async def test_data_of_an_unknown_person_is_an_empty_file(world: World) -> None:
    result = await world.account("data")

    assert reply_text(result) == ENGLISH("data-sent", n=0)


async def opt_out_question(world: World, actor: MemberActor | None = None) -> ResponseMessage:
    message = (await world.account("opt-out", actor)).response
    assert message is not None
    return message


async def test_opting_out_needs_a_linked_name(world: World) -> None:
    result = await world.account("opt-out")

    assert result.ephemeral
    assert reply_text(result) == ENGLISH("opt-out-unlinked")


async def test_the_linked_name_opts_out_after_a_question_and_back_in(
    world: World, rows_about: Rows
) -> None:
    await world.account("link", user="demo_sports")
    await world.reko(user=None)
    message = await opt_out_question(world)
    assert message.ephemeral
    assert message.content == ENGLISH("opt-out-ask", user=r"demo\_sports")
    # Discord shows the backslash of an escaped name within code.
    assert not re.search(r"`[^`]*\\_[^`]*`", message.content)
    await world.restart()

    await world.press(world.ann, message, "opt-out:yes")

    assert message.content == ENGLISH("opt-out-done", user=r"demo\_sports")
    assert components_of(message) == []
    assert rows_about("demo_sports") == rows_about(world.ann.id) == {"opt_outs": 1}

    message = await opt_out_question(world)
    assert message.content == ENGLISH("opt-out-shown", user=r"demo\_sports")
    await world.press(world.ann, message, "opt-out:undo")
    assert message.content == ENGLISH("opt-out-undone", user=r"demo\_sports")
    assert rows_about("demo_sports") == rows_about(world.ann.id) == {}
    await world.account("link", user="demo_sports")
    assert await name_of(world, world.ann) == "demo_sports"


async def test_nobody_opts_a_name_in_or_out_for_somebody_else(
    world: World, rows_about: Rows
) -> None:
    await world.account("link", user="demo_sports")
    asked = await opt_out_question(world)
    for verb in ("yes", "no"):
        forged = f"reko:opt-out:{verb}:{world.ann.id}:demo_sports"
        result = await world.forge(world.bob, asked, forged)
        assert reply_text(result) == ENGLISH("error-not-yours", owner=world.ann.mention)
    assert await world.store.opt_outs.all() == []
    await world.press(world.ann, asked, "opt-out:yes")
    shown = await opt_out_question(world)

    forged = f"reko:opt-out:undo:{world.ann.id}:demo_sports"
    result = await world.forge(world.bob, shown, forged)

    assert reply_text(result) == ENGLISH("error-not-yours", owner=world.ann.mention)
    assert rows_about("demo_sports") == {"opt_outs": 1}
    linked = await world.account("link", world.bob, user="demo_sports")
    assert reply_text(linked) == ENGLISH("link-opted-out", user=r"demo\_sports")
    refused = await world.account("opt-out", world.bob)
    assert reply_text(refused) == ENGLISH("opt-out-unlinked")


async def test_an_opt_out_that_is_not_confirmed_changes_nothing(world: World) -> None:
    await world.account("link", user="demo_sports")
    message = await opt_out_question(world)
    await world.press(world.ann, message, "opt-out:no")
    assert message.content == ENGLISH("opt-out-unchanged")
    # The link has changed since the question.
    message = await opt_out_question(world)
    await world.account("link", user="demo_cosy")
    await world.press(world.ann, message, "opt-out:yes")
    assert message.content == ENGLISH("opt-out-unchanged")
    assert await world.store.opt_outs.all() == []


async def test_forgetting_keeps_an_opt_out_but_not_who_asked_for_it(
    world: World, rows_about: Rows
) -> None:
    await world.account("link", user="demo_sports")
    await world.press(world.ann, await opt_out_question(world), "opt-out:yes")

    message = await question(world)
    await world.press(world.ann, message, "forget:yes")

    assert message.content == f"✅ Deleted:\n- {ENGLISH('forgot-opt-outs', n=1)}"
    assert rows_about(world.ann.id) == {}
    assert rows_about("demo_sports") == {"opt_outs": 1}


async def test_opting_out_during_a_question_leaves_nothing_of_it(
    world: World, rows_about: Rows
) -> None:
    mal = world.hold_up()
    running = emit_slash(world.ann, world.channel, "reko", user="demo_sports")
    await world.env.advance_time(1)

    await world.store.opt_outs.add("demo_sports", NOON)
    await mal.let_go()

    assert components_of(running.response) == []
    assert rows_about("demo_sports") == {"opt_outs": 1}
