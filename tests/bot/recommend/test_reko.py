"""`/reko`: results and errors."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from community import TITLES, UNRATED_ADULT_ID
from discord_actions import (
    anime_ids,
    buttons,
    emit_slash,
    ids_of,
    labels,
    private_text,
    ranks,
    result_id,
    titles,
)

from reko_core.domain.models import UserList
from reko_core.guilds.models import Scope
from reko_core.store import TitleRank
from tests.bot.conftest import LISTS

ADULT = "Elfen Lied"
DEFERRED_REPLY = 5


async def test_the_header_names_the_user_the_similar_users_and_the_list_age(world: Any) -> None:
    message = (await world.reko()).response
    stored = await world.store.results.by_message(message.id)
    header = message.embeds[0]
    assert header.author.name == "Recommendations for demo_sports"
    assert header.author.url == "https://myanimelist.net/profile/demo_sports"
    n_similar = len(stored.response.users)
    assert header.description.startswith(f"**{n_similar}** ")
    assert " close users" in header.description
    assert abs(_age_of_list(header)) < timedelta(minutes=5)
    assert not message.content
    assert not message.ephemeral


async def test_a_title_is_shown_with_all_of_its_data(world: Any) -> None:
    message = (await world.reko()).response
    (reko, *_) = (response := (await world.store.results.by_message(message.id)).response).rekos
    first = message.embeds[1]
    assert first.title == "1 · Blue Lock"
    assert first.url == "https://myanimelist.net/anime/49596"
    expected, enjoyment, users, details, genres = first.description.split("\n")
    assert expected.startswith(f"**Match {reko.match}** · they'd give it about 8.")
    assert enjoyment == f"{reko.expected.enjoyment} % likely to beat their average"
    n_behind, n_similar = len(reko.users), len(response.users)
    assert n_behind
    assert users == f"{n_behind} of {n_similar} similar users recommend it"
    assert details == "MAL 8.20 · 2022 · TV · 24 ep · PG-13"
    assert genres == "Sports, Team Sports, High Stakes Game, Shounen"


async def test_figures_speak_to_the_person_whose_list_it_is(world: Any) -> None:
    await world.account("link", user="demo_sports")
    own = (await world.reko(user=None)).response.embeds[1].description
    other = (await world.reko(user="demo_romance")).response.embeds[1].description
    assert "you'd give it" in own
    assert "beat your average" in own
    assert "they'd give it" in other
    assert "beat their average" in other


async def test_scores_are_those_of_the_core(world: Any) -> None:
    message = (await world.reko()).response
    stored = await world.store.results.by_message(message.id)
    assert titles(message) == [reko.info.title for reko in stored.response.rekos[:4]]
    for embed, reko in zip(message.embeds[1:], stored.response.rekos, strict=False):
        expected = reko.expected
        assert f"**Match {reko.match}**" in embed.description
        assert f"they'd give it about {expected.score:.1f}" in embed.description
        assert f"{expected.enjoyment} % likely to beat their average" in embed.description
        n_behind, n_all = len(reko.users), len(stored.response.users)
        said = f"All {n_all}" if n_behind == n_all else f"{n_behind} of {n_all}"
        assert f"{said} similar users" in embed.description


@pytest.mark.parametrize("size", [3, 4, 5])
async def test_a_page_holds_as_many_titles_as_the_server_wants(world: Any, size: int) -> None:
    await world.store.guilds.change(world.guild.id, titles_per_page=size)
    message = (await world.reko()).response
    assert ranks(message) == list(range(1, size + 1))
    assert labels(message, "ban:") == [str(rank) for rank in range(1, size + 1)]
    assert labels(message, "count:") == [f"1/{-(-24 // size)}"]
    await world.press(world.ann, message, "last")
    assert ranks(message)[-1] == 24


async def test_the_response_is_deferred_first(world: Any) -> None:
    sent_before = len(world.env.http_requests)
    await world.reko()
    sent = world.env.http_requests[sent_before:]
    assert [(one.method, one.path.rpartition("/")[2]) for one in sent] == [
        ("POST", "callback"),
        ("PATCH", "@original"),
    ]
    assert sent[0].json["type"] == DEFERRED_REPLY


async def test_filters_hold_and_are_named(world: Any) -> None:
    message = (await world.reko(genre="sports", type="tv")).response
    await world.filter(message, length=["13"])
    assert "Only Sports · TV · up to 13 episodes" in message.embeds[0].description
    assert titles(message)
    stored = await world.store.results.by_message(message.id)
    for reko in stored.response.rekos:
        assert "Sports" in reko.info.genres
        assert reko.info.media_type == "tv"
        assert reko.info.num_episodes <= 13


async def test_years_ratings_and_genres_left_out_hold_and_are_named(world: Any) -> None:
    message = (await world.reko()).response
    await world.filter(
        message, exclude_genres=["Romance"], years="2005-2015", age_ratings=["pg_13"]
    )
    header = message.embeds[0].description
    assert "Only 2005-2015 · PG-13 · Without Romance" in header
    stored = await world.store.results.by_message(message.id)
    assert len(titles(message)) == 4
    for reko in stored.response.rekos:
        assert "Romance" not in reko.info.genres
        assert 2005 <= int(reko.info.airing_date[:4]) <= 2015
        assert reko.info.rating == "pg_13"


async def test_planned_titles_come_among_others_or_alone(world: Any) -> None:
    planned = set(map(int, LISTS["only_planned"].anime_ids))

    async def answer(**options: str) -> tuple[set[int], str]:
        message = (await world.reko(user="only_planned", **options)).response
        stored = await world.store.results.by_message(message.id)
        return {reko.id for reko in stored.response.rekos}, message.embeds[0].description

    without, header = await answer()
    assert not without & planned
    assert "With planned titles" not in header
    among, header = await answer(planned="too")
    assert among & planned
    assert among - planned
    assert "With planned titles" in header
    alone, header = await answer(planned="only")
    assert set() < alone <= planned
    assert "Only planned titles" in header


async def test_popularity_changes_what_comes_first_and_is_named(world: Any) -> None:
    gems, balanced, known = [
        (await world.reko(popularity=popularity)).response for popularity in (-1.0, 0.0, 1.0)
    ]
    assert "Hidden gems first" in gems.embeds[0].description
    assert "Popular titles first" in known.embeds[0].description
    assert "Balanced" not in balanced.embeds[0].description
    assert titles(gems) != titles(known)
    assert titles(balanced) == titles((await world.reko()).response)


async def test_refresh_and_bans_keep_the_filters(world: Any) -> None:
    message = (await world.reko(world.mod, popularity=-1.0, planned="too")).response
    await world.filter(message, world.mod, exclude_genres=["Action"], years="2005-")
    before = (await world.store.results.by_message(message.id)).request
    assert (before.exclude_genres, before.year_from) == (("Action",), 2005)
    assert (before.popularity, before.include_planned) == (-1, True)
    header = message.embeds[0].description.splitlines()[1]
    await world.press(world.mod, message, "ban")
    await world.press(world.mod, message, "next")
    assert message.embeds[0].description.splitlines()[1] == header
    await world.press(world.mod, message, "refresh")
    after = await world.store.results.by_message(message.id)
    assert after.request == before.model_copy(update={"force_list_update": True})
    assert message.embeds[0].description.splitlines()[1] == header
    for reko in after.response.rekos:
        assert "Action" not in reko.info.genres
        assert int(reko.info.airing_date[:4]) >= 2005


async def test_accuracy_is_the_servers_unless_it_is_given(world: Any) -> None:
    await world.store.guilds.change(world.guild.id, accuracy=70.0)
    message = (await world.reko()).response
    assert (await world.store.results.by_message(message.id)).request.accuracy == 70
    message = (await world.reko(accuracy=25.0)).response
    assert (await world.store.results.by_message(message.id)).request.accuracy == 25


async def test_an_empty_list_is_reported_in_the_header(world: Any) -> None:
    message = (await world.reko(user="demo_empty")).response
    assert message.embeds[0].description.startswith(
        "This list is empty, so these are the community's favourites. Add what you have watched"
    )
    assert len(titles(message)) == 4
    assert not buttons(message, "users")


async def test_refresh_fetches_a_stored_list_again(world: Any) -> None:
    await world.reko()
    message = (await world.reko()).response
    assert world.mal.requests["animelist"] == 1
    await world.age_list()
    await world.press(world.ann, message, "refresh")
    assert world.mal.requests["animelist"] == 2


async def test_a_linked_person_needs_no_name(world: Any) -> None:
    nobody = await world.reko(user=None)
    assert "Whose list?" in private_text(nobody)
    await world.store.accounts.link(world.ann.id, "Demo_Mecha", at=datetime.now(UTC))
    message = (await world.reko(user=None)).response
    assert message.embeds[0].author.name == "Recommendations for Demo_Mecha"


async def test_names_of_people_are_shown_as_they_are_written(world: Any) -> None:
    message = (await world.reko(user="_under_score_")).response
    assert message.embeds[0].author.name == "Recommendations for _under_score_"


# Autocomplete of names and genres


async def test_genres_are_suggested(world: Any) -> None:
    async def suggested(typed: str) -> list[str]:
        choices = await world.ann.autocomplete(world.channel, "reko", "genre", typed)
        return [choice["value"] for choice in choices]

    assert len(await suggested("")) == 25
    # Prefix matches come first.
    assert (await suggested("spo"))[0] == "Sports"
    assert "Team Sports" in await suggested(" SPO ")
    assert await suggested("no such genre") == []


async def test_adult_genres_are_suggested_only_where_adult_titles_are_shown(world: Any) -> None:
    async def suggested() -> list[str]:
        choices = await world.ann.autocomplete(world.channel, "reko", "genre", "hen")
        return [choice["value"] for choice in choices]

    assert "Hentai" not in await suggested()
    await world.restrict(is_adult=True)
    await world.store.guilds.change(world.guild.id, allow_adult=True)
    assert "Hentai" in await suggested()


async def test_recent_names_are_suggested_per_person_and_server(world: Any) -> None:
    await world.reko(user="demo_sports")
    await world.reko(user="demo_mecha")
    await world.reko(user="demo_cosy", actor=world.bob)
    other = world.env.create_guild("Elsewhere")
    hall = other.create_text_channel("hall")
    ann_elsewhere = other.add_member(world.ann.user)
    await world.env.settle()

    async def suggested(actor: Any, channel: Any, typed: str = "") -> set[str]:
        choices = await actor.autocomplete(channel, "reko", "user", typed)
        return {choice["value"] for choice in choices}

    assert await suggested(world.ann, world.channel) == {"demo_sports", "demo_mecha"}
    # What is typed may be a name on another site.
    of_other_sites = {"anilist:MEC", "kitsu:MEC"}
    assert await suggested(world.ann, world.channel, "MEC") == {"demo_mecha", *of_other_sites}
    assert await suggested(world.bob, world.channel) == {"demo_cosy"}
    assert await suggested(world.cleo, world.channel) == set()
    assert await suggested(ann_elsewhere, hall) == set()


async def test_a_name_that_failed_is_not_suggested(world: Any) -> None:
    await world.reko(user="nobody_here")
    assert await world.ann.autocomplete(world.channel, "reko", "user", "") == []


# Errors


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"user": "private_user"}, "make it public at https://myanimelist.net/editprofile.php"),
        ({"user": "nobody_here"}, "Check the spelling"),
        ({"user": "mal_is_down"}, "Try again <t:"),
        ({"user": "slowed_down"}, "Try again <t:"),
        ({"user": "attacked"}, "MyAnimeList"),
        ({"user": "x"}, "2 to 16 letters"),
        ({"user": "no such name"}, "2 to 16 letters"),
        ({"genre": "Sprots"}, "There is no genre **Sprots**. Did you mean **Sports**"),
    ],
    ids=[
        *("private", "unknown", "down", "429", "refused", "short", "spaces", "genre"),
    ],
)
async def test_an_error_says_what_helps_to_the_caller_only(
    world: Any, options: dict[str, Any], hint: str
) -> None:
    result = await world.reko(**options)
    assert hint in private_text(result)
    assert "went wrong" not in private_text(result)
    assert world.channel.history(viewer=world.bob) == []
    mine = world.channel.history(viewer=world.ann)
    assert [message.flags.ephemeral for message in mine] == [True]


async def test_an_error_replaces_the_deferred_private_reply(
    world: Any,
) -> None:
    await world.store.guilds.change(world.guild.id, is_private=True)
    result = await world.reko(user="private_user")
    assert "is private" in private_text(result)
    assert result.followups == []


async def test_a_full_fetch_queue_is_reported_with_a_retry_time(
    make_world: Any,
) -> None:
    world = await make_world(mal_settings={"max_waiting": 1})
    first = emit_slash(world.ann, world.channel, "reko", user="slowish_list")
    second = emit_slash(world.bob, world.channel, "reko", user="demo_sports")
    await world.env.settle()
    refused, served = sorted((first, second), key=lambda one: len(one.followups), reverse=True)
    assert "Too many lists" in private_text(refused)
    assert "Try again <t:" in private_text(refused)
    assert titles(served.response)


async def test_rate_limit_message_has_the_retry_time(make_world: Any) -> None:
    world = await make_world(questions_per_minute=6, burst=2)
    await world.reko()
    await world.reko()
    refused = await world.reko()
    assert "you can ask again <t:" in private_text(refused)
    # Other users are not affected.
    assert titles((await world.reko(world.bob)).response)


async def test_a_stale_list_is_used_and_its_age_shown_while_mal_is_down(world: Any) -> None:
    then = datetime.now(UTC) - timedelta(days=40)
    known = await _entries_of(world, "demo_sports")
    await world.store.lists.put(UserList("mal_is_down", known, then))
    message = (await world.reko(user="mal_is_down")).response
    assert titles(message)
    assert timedelta(days=39) < _age_of_list(message.embeds[0]) < timedelta(days=41)


# Slow lists


async def test_progress_is_shown_after_three_seconds(world: Any) -> None:
    core = world.hold_up()
    result = emit_slash(world.ann, world.channel, "reko", user="demo_sports")
    await world.env.advance_time(2.9)
    assert result.response.content == ""
    await world.env.advance_time(0.2)
    first_text = "⏳ Waiting for MyAnimeList to send the list of demo\\_sports…"
    assert result.response.content == first_text
    core.read(1000)
    await world.env.advance_time(2.5)
    next_text = "⏳ Reading the list of demo\\_sports: 1,000 titles so far…"
    assert result.response.content == next_text
    await world.env.advance_time(10)
    assert [text for text in _edits(world) if text] == [first_text, next_text]
    await core.let_go()
    assert titles(result.response)
    assert not result.response.content


async def test_a_quick_reply_has_no_progress_message(world: Any) -> None:
    await world.reko()
    assert not any(_edits(world))


@pytest.mark.parametrize("is_private", [False, True])
async def test_an_error_removes_the_progress_message(world: Any, *, is_private: bool) -> None:
    await world.store.guilds.change(world.guild.id, is_private=is_private)
    core = world.hold_up()
    result = emit_slash(world.ann, world.channel, "reko", user="private_user")
    await world.env.advance_time(3.1)
    assert "Waiting" in result.response.content
    await core.let_go()
    assert "is private" in private_text(result)
    assert world.channel.history(viewer=world.bob) == []
    assert len(world.channel.history(viewer=world.ann)) == 1


async def test_a_progress_message_that_is_lost_does_not_fail_the_reply(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = discord.Interaction.edit_original_response
    lost = []

    async def lose_progress(self: Any, **parts: Any) -> Any:
        if text := parts.get("content"):
            lost.append(text)
            raise ConnectionResetError
        return await edit(self, **parts)

    monkeypatch.setattr(discord.Interaction, "edit_original_response", lose_progress)
    core = world.hold_up()
    result = emit_slash(world.ann, world.channel, "reko", user="demo_sports")
    await world.env.advance_time(3.1)
    await core.let_go()

    assert "Waiting" in lost[0]
    assert titles(result.response)


async def test_a_list_is_no_longer_waited_for_when_the_reply_is_deleted(world: Any) -> None:
    core = world.hold_up()
    emit_slash(world.ann, world.channel, "reko", user="demo_sports")
    await world.env.advance_time(2.9)
    assert core.n_waiting == 1
    world.env.inject_error(
        "PATCH", "/webhooks/*/messages/@original", status=404, code=10008, times=None
    )
    await world.env.advance_time(0.2)
    assert core.n_waiting == 0


async def test_a_slow_reply_is_delivered_in_the_end(world: Any) -> None:
    core = world.hold_up()
    result = emit_slash(world.ann, world.channel, "reko", user="demo_sports")
    await world.env.advance_time(240)
    await core.let_go()
    assert titles(result.response)


async def test_a_reply_that_times_out_leaves_no_message(world: Any) -> None:
    world.hold_up()
    result = emit_slash(world.ann, world.channel, "reko", user="demo_sports")
    await world.env.advance_time(301)
    assert "took too long" in private_text(result)
    assert world.channel.history(viewer=world.bob) == []


# Private replies, other languages, adult titles, empty results


async def test_private_results_are_ephemeral(world: Any) -> None:
    await world.store.guilds.change(world.guild.id, is_private=True)
    message = (await world.reko()).response
    assert message.ephemeral
    assert world.channel.history(viewer=world.bob) == []
    before = titles(message)
    await world.press(world.ann, message, "next")
    assert ranks(message) == [5, 6, 7, 8]
    await world.press(world.ann, message, "first")
    voted = await world.press(world.ann, message, "ban")
    assert "recorded: 1 of 3" in private_text(voted)
    assert labels(message, "ban")[0] == "1 · 1/3"
    await world.press(world.ann, message, "refresh")
    assert titles(message) == before


async def test_a_moderator_bans_in_a_private_answer_and_takes_it_back(world: Any) -> None:
    await world.store.guilds.change(world.guild.id, is_private=True)
    message = (await world.reko(world.mod)).response
    before = titles(message)
    banned = await world.press(world.mod, message, "ban")
    assert before[0] not in titles(message)
    await world.press(world.mod, banned.followups[0], "undo")
    # Ephemeral messages can only be edited by an interaction with them: the next page turn shows
    # it.
    await world.press(world.mod, message, "next")
    await world.press(world.mod, message, "first")
    assert titles(message) == before


async def test_a_result_is_in_the_language_of_its_owner(world: Any) -> None:
    world.speak("de")
    message = (await world.reko()).response
    assert message.embeds[0].author.name == "Empfehlungen für demo_sports"
    assert "MAL 8,20" in message.embeds[1].description
    assert "Expected" not in message.embeds[1].description
    assert "privat" in private_text(await world.reko(user="private_user"))
    # The reply is in the presser's language; the page stays in its owner's.
    world.speak("en-US")
    assert "Vote to ban" in private_text(await world.press(world.bob, message, "ban"))
    assert message.embeds[0].author.name == "Empfehlungen für demo_sports"
    assert labels(message, "refresh") != ["Refresh"]


async def test_adult_titles_are_shown_where_the_server_and_the_channel_allow_it(world: Any) -> None:
    async def is_shown() -> bool:
        return ADULT in titles((await world.reko(user="demo_dark", genre="Horror")).response)

    assert not await is_shown()
    await world.restrict(is_adult=True)
    assert not await is_shown()
    await world.store.guilds.change(world.guild.id, allow_adult=True)
    assert await is_shown()
    await world.restrict(is_adult=False)
    assert not await is_shown()


async def test_hentai_without_an_age_rating_is_shown_only_where_adult_titles_are(
    world: Any,
) -> None:
    name = TITLES[UNRATED_ADULT_ID].title
    assert name not in titles((await world.reko(user="demo_dark", genre="Hentai")).response)
    await world.restrict(is_adult=True)
    await world.store.guilds.change(world.guild.id, allow_adult=True)
    message = (await world.reko(user="demo_dark", genre="Hentai")).response
    assert name in titles(message)
    await world.press(world.ann, message, "refresh")
    assert name in titles(message)
    await world.restrict(is_adult=False)
    await world.press(world.ann, message, "refresh")
    assert name not in titles(message)


async def test_a_title_found_to_be_adult_goes_from_pages_that_show_it(world: Any) -> None:
    message = (await world.reko()).response
    (title,) = [one for one in TITLES.values() if one.title == titles(message)[0]]
    await world.store.catalogue.put_many([replace(title, is_marked_adult=True)], TitleRank.MAL)
    await world.press(world.ann, message, "next")
    await world.press(world.ann, message, "first")
    assert title.title not in titles(message)


async def test_a_title_that_mal_no_longer_has_goes_from_pages_that_show_it(world: Any) -> None:
    message = (await world.reko()).response
    shown = anime_ids(message)
    await world.store.catalogue.mark_missing(shown[0])
    await world.press(world.ann, message, "next")
    await world.press(world.ann, message, "first")
    assert anime_ids(message)[:3] == shown[1:]
    await world.store.catalogue.put_many([replace(TITLES[shown[0]], is_on_mal=True)], TitleRank.MAL)
    await world.press(world.ann, message, "next")
    await world.press(world.ann, message, "first")
    assert anime_ids(message) == shown


async def test_rx_can_be_requested_where_it_may_be_shown(world: Any) -> None:
    await world.restrict(is_adult=True)
    await world.store.guilds.change(world.guild.id, allow_adult=True)
    message = (await world.reko(user="demo_dark")).response
    await world.filter(message, age_ratings=["rx"])
    stored = await world.store.results.by_message(message.id)
    assert ADULT in titles(message)
    assert {reko.info.rating for reko in stored.response.rekos} == {"rx"}
    await world.restrict(is_adult=False)
    refused = await world.press(world.ann, message, "refresh")
    assert "only shown in age-restricted channels" in private_text(refused)


async def test_adult_titles_go_from_a_page_when_they_are_no_longer_allowed(world: Any) -> None:
    await world.restrict(is_adult=True)
    await world.store.guilds.change(world.guild.id, allow_adult=True)
    message = (await world.reko(user="demo_dark", genre="Horror")).response
    assert ADULT in titles(message)
    await world.store.guilds.change(world.guild.id, allow_adult=False)
    await world.press(world.ann, message, "next")
    await world.press(world.ann, message, "first")
    assert ADULT not in titles(message)
    assert len(titles(message)) == 4


async def test_an_empty_result_has_a_message(world: Any) -> None:
    message = (await world.reko(user="seen_everything")).response
    assert "Nothing left to recommend" in message.embeds[0].description
    assert titles(message) == []
    verbs = {one["custom_id"].split(":")[1] for one in buttons(message)}
    assert verbs.isdisjoint({"first", "prev", "count", "next", "last", "ban"})
    refreshed = await world.press(world.ann, message, "refresh")
    assert refreshed.followups == []


OLD = {"years": "-1930"}
SPORTS = {"genres": ["Sports"], "exclude-genres": ["Sports"]}


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (OLD, "There would be titles without this filter: **until 1930**"),
        (
            SPORTS,
            "There would be titles without one of these filters: **Sports** · **Without Sports**",
        ),
        ({**OLD, **SPORTS}, "no title fits all of these filters. Drop several"),
    ],
)
async def test_an_empty_result_names_the_filters_that_left_nothing(
    world: Any, filters: dict[str, Any], said: str
) -> None:
    message = (await world.reko()).response
    await world.filter(message, **filters)
    assert titles(message) == []
    assert said in message.embeds[0].description


async def test_nothing_planned_is_named_where_only_planned_titles_are_wanted(world: Any) -> None:
    message = (await world.reko(planned="only")).response
    assert "without this filter: **planned titles**" in message.embeds[0].description


async def test_an_empty_result_is_explained_in_german(world: Any) -> None:
    world.speak("de")
    message = (await world.reko()).response
    await world.filter(message, **OLD, **SPORTS)
    assert "Kein Titel passt zu all diesen Filtern" in message.embeds[0].description
    message = (await world.reko(user="demo_empty")).response
    assert message.embeds[0].description.startswith("Diese Liste ist leer, daher die Favoriten")


async def test_a_list_of_planned_titles_is_not_called_empty(world: Any) -> None:
    header = (await world.reko(user="only_planned")).response.embeds[0].description
    assert header.startswith("Nothing on this list has been watched yet")


async def test_recommendations_come_in_threads_too(world: Any) -> None:
    parent = world.bot.get_channel(world.channel.id)
    opened = await parent.create_thread(name="reviews", type=discord.ChannelType.public_thread)
    await world.env.settle()
    thread = next(one for one in world.channel.threads if one.id == opened.id)
    message = (await world.ann.slash(thread, "reko", user="demo_sports")).response
    before = titles(message)
    await world.press(world.ann, message, "next")
    await world.mod.react(message.message, "🚫")
    question = world.mod.user.dm_channel.last_message
    await world.mod.user.click(question, custom_id=ids_of(question, "react:yes")[0])
    assert ranks(message) == [5, 6, 7, 8]
    await world.press(world.ann, message, "first")
    assert titles(message) == before


# Failures of Discord


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/interactions/*/callback"),
        ("PATCH", "/webhooks/*/messages/@original"),
        ("POST", "/webhooks/*"),
        ("*", "/webhooks/*"),
    ],
)
@pytest.mark.parametrize("times", [1, 3])
async def test_the_bot_survives_failures_of_discord(
    world: Any, method: str, path: str, times: int
) -> None:
    world.env.inject_error(method, path, times=times)
    await world.reko()
    await world.reko(user="private_user")
    world.env.backend.faults.clear()
    assert titles((await world.reko()).response)


async def test_a_result_that_could_not_be_shown_leaves_no_message(world: Any) -> None:
    world.env.inject_error("PATCH", "/webhooks/*/messages/@original")
    result = await world.reko()
    assert "Discord had a problem" in private_text(result)
    assert world.channel.history(viewer=world.bob) == []


async def test_a_failure_to_save_the_name_does_not_fail_the_reply(
    world: Any, break_table: Any
) -> None:
    break_table("asked_names")
    result = await world.reko()
    assert titles(result.response)
    assert result.followups == []


async def test_a_failing_database_is_reported(world: Any, break_table: Any) -> None:
    break_table("results")
    result = await world.reko()
    assert "can't reach its database" in private_text(result)
    assert world.channel.history(viewer=world.bob) == []


async def test_a_page_is_shown_although_its_number_cannot_be_saved(
    world: Any, break_table: Any
) -> None:
    break_table("results", "ROW.message_id IS NOT NULL")
    result = await world.reko()
    assert result.followups == []
    assert len(titles(result.response)) == 4


@pytest.mark.parametrize("table", ["guild_settings", "title_bans", "lists"])
async def test_an_unreadable_database_is_reported(world: Any, drop_table: Any, table: str) -> None:
    drop_table(table)
    assert "can't reach its database" in private_text(await world.reko())
    assert world.channel.history(viewer=world.bob) == []


async def test_no_names_are_suggested_when_they_cannot_be_read(world: Any, drop_table: Any) -> None:
    drop_table("asked_names")
    assert await world.ann.autocomplete(world.channel, "reko", "user", "d") == []


async def test_every_result_has_its_own_id(world: Any) -> None:
    first, second = (await world.reko()).response, (await world.reko()).response
    assert result_id(first) != result_id(second)
    assert len(set(ids_of(first, "")) & set(ids_of(second, ""))) == 0


async def test_a_button_of_an_older_version_is_answered(world: Any) -> None:
    message = (await world.reko()).response
    pressed = await world.forge(world.ann, message, "reko:v0:next:17")
    assert "too old" in private_text(pressed)


async def test_recent_names_are_stored_per_person_and_server(world: Any) -> None:
    await world.reko()
    names = world.store.names
    assert await names.recent(Scope.guild(world.guild.id), world.ann.id, "") == ("demo_sports",)
    assert await names.recent(Scope.person(world.ann.id), world.ann.id, "") == ()


def _age_of_list(header: Any) -> timedelta:
    moment = int(header.description.partition("list fetched <t:")[2].partition(":R>")[0])
    return datetime.now(UTC) - datetime.fromtimestamp(moment, UTC)


def _edits(world: Any) -> list[str | None]:
    """Return the contents of the edits of initial responses, in the order sent."""
    return [
        one.json.get("content")
        for one in world.env.http_requests
        if one.method == "PATCH" and one.path.endswith("@original")
    ]


async def _entries_of(world: Any, user: str) -> Any:
    await world.reko(user=user)
    known = await world.store.lists.get(user)
    assert known is not None
    return known.entries
