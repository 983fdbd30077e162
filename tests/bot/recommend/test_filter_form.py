"""The form of filters under an answer: prefilled, replaces the answer, others get their own."""

from typing import Any

import pytest
from discord_actions import labels, private_text, titles

from bot.errors import WrongInput
from bot.i18n.texts import texts_for
from bot.recommend.filter_form import parse_years
from reko_core.contract.recommend import Request
from reko_core.domain.models import is_adult_genre
from tests.bot.conftest import World, controls, filled

ENGLISH = texts_for("en-US")


async def request_of(world: World, message: Any) -> Request:
    result = await world.store.results.by_message(message.id)
    assert result is not None
    return result.request


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("", (None, None)),
        (" 2015 ", (2015, 2015)),
        ("2010-2019", (2010, 2019)),
        ("2010 \N{EN DASH} 2019", (2010, 2019)),
        ("2019-2010", (2010, 2019)),
        ("2020-", (2020, None)),
        ("-1999", (None, 1999)),
        ("-", (None, None)),
    ],
)
def test_years_are_read_as_people_write_them(
    text: str, years: tuple[int | None, int | None]
) -> None:
    assert parse_years(text) == years


@pytest.mark.parametrize("text", ["new", "20", "2010 2019", "1066", "2010-2019-2020", "9999-"])
def test_other_years_are_refused(text: str) -> None:
    with pytest.raises(WrongInput, match="error-filter-years"):
        parse_years(text)


@pytest.mark.parametrize(
    ("locale", "button", "labelled"),
    [
        ("en-US", "Filters…", ["Genres", "Excluded genres", "First aired", "Length"]),
        ("de", "Filter …", ["Genres", "Ausgeschlossene Genres", "Erstausstrahlung", "Länge"]),
    ],
)
async def test_form_is_in_the_language_of_who_opens_it(
    world: World, locale: str, button: str, labelled: list[str]
) -> None:
    world.speak(locale)
    message = (await world.reko()).response
    assert labels(message, "filters") == [button]
    form = await world.press(world.ann, message, "filters")
    assert form.modal is not None
    assert [one["label"] for one in form.modal["components"]][:4] == labelled


async def test_form_shows_the_current_filters_and_keeps_what_is_not_in_it(world: World) -> None:
    message = (await world.reko(genre="school", type="tv", popularity=0.5)).response
    form = await world.press(world.ann, message, "filters")
    assert filled(form) == {
        "genres": ["School"],
        "exclude-genres": [],
        "years": "",
        "length": ["any"],
        "age-ratings": [],
    }
    values = {"genres": ["School", "Comedy"], "years": "2000-2019", "length": ["26"]}

    await world.ann.submit_modal(form, filled(form, **values, exclude_genres=["Drama"]))

    request = await request_of(world, message)
    assert set(request.genres) == {"School", "Comedy"}
    assert request.exclude_genres == ("Drama",)
    assert (request.year_from, request.year_to, request.max_episodes) == (2000, 2019, 26)
    assert (request.types, request.popularity) == (("tv",), 0.5)
    assert titles(message)
    again = await world.press(world.ann, message, "filters")
    assert set(filled(again)["genres"]) == {"School", "Comedy"}
    assert filled(again)["exclude-genres"] == ["Drama"]
    assert (filled(again)["years"], filled(again)["length"]) == ("2000-2019", ["26"])


async def test_filters_can_be_removed_again(world: World) -> None:
    message = (await world.reko()).response
    before = titles(message)
    await world.filter(message, genres=["Sports", "School"], years="1950-1951")
    assert not titles(message)
    assert labels(message, "filters") == ["Filters…"]

    await world.filter(message, genres=[], years="")

    assert titles(message) == before


async def test_rare_chosen_genre_is_among_the_options(world: World) -> None:
    genres = world.services.recommender.genres()
    rare = [genre for genre in genres if not is_adult_genre(genre)][-1]
    message = (await world.reko(genre=rare)).response
    form = await world.press(world.ann, message, "filters")
    assert filled(form)["genres"] == [rare]
    assert len(controls(form)["genres"]["options"]) == 25


async def test_wrong_years_change_nothing(world: World) -> None:
    message = (await world.reko()).response
    before = titles(message)

    refused = await world.filter(message, genres=["Comedy"], years="soon")

    assert private_text(refused) == ENGLISH("error-filter-years")
    assert titles(message) == before
    assert (await request_of(world, message)).genres == ()


async def test_others_get_their_own_answer_with_these_filters(world: World) -> None:
    await world.account("link", world.bob, user="demo_mecha")
    message = (await world.reko(type="tv")).response
    before = titles(message)

    own = await world.filter(message, world.bob, genres=["Comedy"])

    assert titles(message) == before
    answer = own.followups[-1] if own.followups else own.response
    assert answer is not None
    assert answer.ephemeral
    assert answer.embeds[0].author.name.endswith("demo_mecha")
    request = await request_of(world, answer)
    assert (request.genres, request.types) == (("Comedy",), ("tv",))
    stored = await world.store.results.by_message(answer.id)
    assert stored is not None
    assert stored.owner_id == world.bob.id


async def test_others_without_a_link_are_asked_for_one(world: World) -> None:
    message = (await world.reko()).response
    refused = await world.filter(message, world.bob, genres=["Comedy"])
    answer = refused.followups[-1] if refused.followups else refused.response
    assert labels(answer, "") == ["Link my list"]


async def test_banned_titles_and_users_of_the_server_stay_banned(world: World) -> None:
    message = (await world.reko(world.mod)).response
    await world.press(world.mod, message, "ban")
    banned = await world.banned_ids()

    await world.filter(message, world.mod, genres=["Sports"])

    result = await world.store.results.by_message(message.id)
    assert result is not None
    assert not {reko.id for reko in result.response.rekos} & set(banned)


async def test_adult_ratings_and_genres_are_offered_only_where_they_are_allowed(
    world: World,
) -> None:
    message = (await world.reko(user="demo_dark")).response

    async def offered(control: str) -> set[str]:
        form = await world.press(world.ann, message, "filters")
        return {one["value"] for one in controls(form)[control]["options"]}

    assert "rx" not in await offered("age-ratings")
    await world.restrict(is_adult=True)
    await world.store.guilds.change(world.guild.id, allow_adult=True)
    assert "rx" in await offered("age-ratings")


async def test_form_of_a_deleted_result_says_so(world: World) -> None:
    message = (await world.reko()).response
    form = await world.press(world.ann, message, "filters")
    result = await world.store.results.by_message(message.id)
    assert result is not None
    await world.store.results.delete(result.id)

    refused = await world.ann.submit_modal(form, filled(form))

    assert private_text(refused) == ENGLISH("error-expired")
