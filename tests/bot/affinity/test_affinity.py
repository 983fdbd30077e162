"""`/reko-affinity`: the affinity of two users, and its errors."""

from typing import Any

import pytest
from community import COMMUNITY, TITLES, UNRATED_ADULT_ID, entries_of
from simcord.results import InteractionResult

from bot.affinity.embed import comparison_embed
from bot.formatting.user_labels import user_values
from bot.i18n.texts import texts_for
from reko_core.contract.affinity import (
    AffinityRequest,
    AffinityResponse,
    ComparedUser,
    SharedTitles,
)
from tests.bot.conftest import Make, World, reply_text

ENGLISH = texts_for("en-US")


async def affinity(world: World, user_a: str, user_b: str | None = None) -> InteractionResult:
    named = {} if user_b is None else {"user_b": user_b}
    named["as"] = "text"
    return await world.ann.slash(world.channel, "reko-affinity", user_a=user_a, **named)


def pair(**changes: Any) -> AffinityResponse:
    users = tuple(
        ComparedUser(user_name=name, user_last_analyzed="2022-12-31T12:00:00.000Z", seen=seen)
        for name, seen in (("some_user", 20), ("other_user", 30))
    )
    fields: dict[str, Any] = {
        "users": users,
        "affinity": 70,
        "low": 66,
        "high": 76,
        "shared": SharedTitles(seen=12, scored=10),
        "agreement": 0.5,
        "mean_difference": 0.0,
        "agree": (),
        "disagree": (),
    }
    return AffinityResponse(**{**fields, **changes})


ONCE = ComparedUser(user_name="some_user", user_last_analyzed="2022-12-31T12:00:00.000Z", seen=1)


async def compare(world: World, *names: str, **options: bool) -> AffinityResponse:
    request = AffinityRequest(user_names=names, **options)
    return await world.services.recommender.affinities.compare(request)


def described(comparison: AffinityResponse, locale: str = "en-US") -> str:
    return comparison_embed(comparison, texts_for(locale), "romaji").description or ""


async def test_values_are_those_of_the_core(world: World) -> None:
    expected = await compare(world, "demo_sports", "demo_mecha")

    result = await affinity(world, "demo_sports", "demo_mecha")

    assert not result.response.ephemeral
    (embed,) = result.response.embeds
    assert embed.title == r"demo\_sports and demo\_mecha"
    assert embed.url == "https://myanimelist.net/profile/demo_sports"
    lines = (embed.description or "").split("\n")
    assert f"**{expected.affinity}** / 100" in lines[0]
    assert f"90 % interval {expected.low} to {expected.high}" in lines[1]
    assert lines[2] == ENGLISH(
        "affinity-shared", n=expected.shared.seen, scored=expected.shared.scored
    )
    higher = "sports" if expected.mean_difference > 0 else "mecha"
    assert lines[3].startswith(rf"demo\_{higher} scores them")
    assert f"{abs(expected.mean_difference):.1f} higher" in lines[3]


async def test_titles_they_agree_and_differ_over_are_named_with_both_scores(world: World) -> None:
    expected = await compare(world, "demo_sports", "demo_dark")

    embed = (await affinity(world, "demo_sports", "demo_dark")).response.embeds[0]

    shown = {field.name: (field.value or "").split("\n") for field in embed.fields}
    for name, titles in (("Both like", expected.agree), ("They disagree on", expected.disagree)):
        assert len(shown.get(name, [])) == len(titles)
        for line, title in zip(shown.get(name, []), titles, strict=True):
            assert f"(https://myanimelist.net/anime/{title.id})" in line
            assert line.endswith(f"**{title.scores[0]}** / **{title.scores[1]}**")
    assert shown
    assert embed.footer.text == "Scores: demo_sports / demo_dark"


async def test_affinity_is_symmetric(world: World) -> None:
    one = reply_text(await affinity(world, "demo_sports", "demo_mecha")).split("\n")
    other = reply_text(await affinity(world, "demo_mecha", "demo_sports")).split("\n")

    assert one[1:5] == other[1:5]
    assert one[0] != other[0]


async def test_second_name_is_the_linked_one_where_none_is_given(world: World) -> None:
    assert reply_text(await affinity(world, "demo_sports")) == ENGLISH("error-no-name")
    await world.account("link", user="demo_mecha")

    result = await affinity(world, "demo_sports")

    assert result.response.embeds[0].title == r"demo\_sports and demo\_mecha"


@pytest.mark.parametrize("other", ["demo_sports", " DEMO_SPORTS "])
async def test_the_same_person_twice_is_refused(world: World, other: str) -> None:
    result = await affinity(world, "demo_sports", other)

    assert reply_text(result) == ENGLISH("error-same-user")
    assert result.followups[-1].ephemeral


async def test_oneself_is_refused_when_the_own_name_is_linked(world: World) -> None:
    await world.account("link", user="demo_sports")

    assert reply_text(await affinity(world, "Demo_Sports")) == ENGLISH("error-same-user")


@pytest.mark.parametrize(
    ("names", "key", "user"),
    [
        (("nobody_at_all", "demo_mecha"), "error-unknown-user", "nobody_at_all"),
        (("demo_mecha", "nobody_at_all"), "error-unknown-user", "nobody_at_all"),
        (("private_user", "demo_mecha"), "error-private", "private_user"),
        (("demo_mecha", "private_user"), "error-private", "private_user"),
        (("no name", "demo_mecha"), "error-name", ""),
        (("demo_mecha", "!"), "error-name", ""),
    ],
)
async def test_errors_of_a_comparison_are_shown_to_the_caller_only(
    world: World, names: tuple[str, str], key: str, user: str
) -> None:
    result = await affinity(world, *names)

    assert reply_text(result) == ENGLISH(key, **user_values(user))
    assert result.response is None, "nothing of it stays in the channel"
    assert result.followups[-1].ephemeral
    assert world.channel.history(viewer=world.bob) == []


async def test_pasted_names_are_understood_and_offered_as_names(world: World) -> None:
    result = await affinity(world, "https://myanimelist.net/profile/demo_mecha", "@demo_sports")

    assert result.response.embeds[0].title == r"demo\_mecha and demo\_sports"
    offered = await world.ann.autocomplete(world.channel, "reko-affinity", "user_a", "demo")
    assert {one["value"] for one in offered[:2]} == {"demo_sports", "demo_mecha"}


async def test_unavailable_mal_is_reported(world: World) -> None:
    result = await affinity(world, "demo_mecha", "mal_is_down")

    head, _, _ = ENGLISH("error-site-down", site="MyAnimeList", when="|").partition("|")
    assert reply_text(result).startswith(head)


@pytest.mark.parametrize(
    ("names", "n_a", "n_b"),
    [(("demo_empty", "demo_mecha"), 0, 16), (("demo_mecha", "demo_empty"), 16, 0)],
)
async def test_nothing_in_common_is_reported_without_an_affinity(
    world: World, names: tuple[str, str], n_a: int, n_b: int
) -> None:
    result = await affinity(world, *names)

    expected = await compare(world, *names)
    assert [one.seen for one in expected.users] == [n_a, n_b]
    (embed,) = result.response.embeds
    a, b = (name.replace("_", r"\_") for name in names)
    assert embed.description == ENGLISH("affinity-none", a=a, b=b, n_a=n_a, n_b=n_b)
    assert embed.fields == []
    assert embed.footer.text is None


async def test_lists_without_scores_are_compared_by_seen_titles(world: World) -> None:
    result = await affinity(world, "demo_unscored", "demo_all_tens")

    assert "0 scored by both" in reply_text(result)
    # The interval would be narrow, and call the affinity certain.
    assert "this goes by what they have seen alone" in reply_text(result)
    assert "confidence" not in reply_text(result)
    assert "higher" not in reply_text(result)


async def test_everything_in_common_fits_a_message(world: World) -> None:
    embed = (await affinity(world, "seen_everything", "_under_score_")).response.embeds[0]

    assert embed.title == r"seen\_everything and \_under\_score\_"
    assert "the same" in (embed.description or "")
    assert all(len(field.value or "") <= 1024 for field in embed.fields)


async def test_replies_are_ephemeral_if_the_server_is_so_configured(world: World) -> None:
    await world.change(is_private=True)

    assert (await affinity(world, "demo_sports", "demo_mecha")).response.ephemeral


async def test_both_names_are_offered_next_time(world: World) -> None:
    await affinity(world, "demo_sports", "demo_mecha")

    for option in ("user_a", "user_b"):
        offered = await world.ann.autocomplete(world.channel, "reko-affinity", option, "demo")
        assert {one["value"] for one in offered[:2]} == {"demo_sports", "demo_mecha"}


async def test_comparing_counts_against_the_cooldown(make_world: Make) -> None:
    world = await make_world(questions_per_minute=1, burst=1)
    await affinity(world, "demo_sports", "demo_mecha")

    result = await affinity(world, "demo_sports", "demo_mecha")

    assert result.ephemeral
    assert reply_text(result).startswith("Slow down: you can ask again <t:")


async def test_affinity_works_in_direct_messages(world: World) -> None:
    result = await world.ann.user.slash("reko-affinity", user_a="demo_sports", user_b="demo_mecha")

    assert "/ 100" in reply_text(result)


async def test_affinity_speaks_german(world: World) -> None:
    world.speak("de")

    said = reply_text(await affinity(world, "demo_sports", "demo_mecha"))

    assert r"demo\_sports und demo\_mecha" in said
    assert "90-%-Intervall" in said
    assert "gemeinsame Titel" in said
    refused = await affinity(world, "demo_sports", "demo_sports")
    assert reply_text(refused) == texts_for("de")("error-same-user")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (66, 76, "High confidence: "),
        (60, 71, "Medium confidence: "),
        (50, 75, "Medium confidence: "),
        (40, 66, "Low confidence: "),
    ],
)
def test_confidence_follows_the_width_of_the_interval(low: int, high: int, words: str) -> None:
    (line,) = [line for line in described(pair(low=low, high=high)).split("\n") if "90 %" in line]
    assert line.startswith(words)


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (1.26, "some_user scores them 1.3 higher than other_user"),
        (-2.0, "other_user scores them 2.0 higher than some_user"),
        (0.04, "On average both score them the same"),
        (-0.04, "On average both score them the same"),
    ],
)
def test_who_scores_higher_is_named(difference: float, words: str) -> None:
    said = described(pair(mean_difference=difference)).replace("\\", "")
    assert said.endswith(words)


def test_unknown_difference_is_left_out() -> None:
    assert "higher" not in described(
        pair(shared=SharedTitles(seen=12, scored=0), mean_difference=None)
    )


def test_decimals_are_written_as_the_language_does() -> None:
    assert "1,3 höher" in described(pair(mean_difference=1.26), "de")


def test_one_title_is_one_title() -> None:
    assert "1 title in common" in described(pair(shared=SharedTitles(seen=1, scored=1)))
    assert "has seen 1 title, " in described(
        pair(shared=SharedTitles(seen=0, scored=0), users=(ONCE, ONCE))
    )


async def test_members_of_the_community_are_compared_by_their_lists_on_mal(world: World) -> None:
    """Their lists were imported, but only their current state on MAL counts."""
    user = next(iter(COMMUNITY))

    result = await affinity(world, "demo_sports", user)

    assert reply_text(result) == ENGLISH("error-unknown-user", **user_values(user))


async def test_adult_titles_are_named_only_where_they_may_be_shown(world: World) -> None:
    for user in ("fan_one", "fan_two"):
        world.give_list(user, entries_of([1, 5, 6, UNRATED_ADULT_ID], 8))
    name = TITLES[UNRATED_ADULT_ID].title

    assert name not in reply_text(await affinity(world, "fan_one", "fan_two"))
    await world.restrict(is_adult=True)
    await world.store.guilds.change(world.guild.id, allow_adult=True)
    assert name in reply_text(await affinity(world, "fan_one", "fan_two"))


async def test_a_picture_shows_the_titles_and_is_described_in_words(world: World) -> None:
    names = {"user_a": "demo_sports", "user_b": "demo_dark"}
    result = await world.ann.slash(world.channel, "reko-affinity", **names)

    expected = await compare(world, *names.values())
    (embed,) = result.response.embeds
    (file,) = result.response.attachments
    assert embed.image.url
    assert embed.fields == []
    assert f"**{expected.affinity}** / 100" in (embed.description or "")
    assert file.filename == "affinity.png"
    assert f"demo_sports and demo_dark: {expected.affinity} / 100" in (file.description or "")
    assert all(one.title in (file.description or "") for one in expected.disagree[:1])


async def test_a_server_may_prefer_text(world: World) -> None:
    await world.change(shows_pictures=False)
    names = {"user_a": "demo_sports", "user_b": "demo_dark"}

    assert not (await world.ann.slash(world.channel, "reko-affinity", **names)).response.attachments
    chosen = await world.ann.slash(world.channel, "reko-affinity", **names, **{"as": "picture"})
    assert chosen.response.attachments
