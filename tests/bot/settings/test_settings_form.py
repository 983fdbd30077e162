"""The settings form: what it shows, saves and refuses."""

from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.i18n.texts import texts_for
from reko_core.guilds.models import GuildSettings
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")
NOTHING_CHANGED = GuildSettings()


async def settings_of(world: World) -> GuildSettings:
    return await world.store.guilds.settings(world.guild.id)


async def overview_of(world: World) -> ResponseMessage:
    message = (await world.settings("show")).response
    assert message is not None
    return message


async def opened(world: World) -> InteractionResult:
    return await world.press(world.boss, await overview_of(world), "settings")


def controls(shown: InteractionResult) -> dict[str, dict[str, Any]]:
    assert shown.modal is not None
    return {
        label["component"]["custom_id"]: label["component"] for label in shown.modal["components"]
    }


def filled(shown: InteractionResult, **changes: str) -> dict[str, Any]:
    """Return the values of the form with only `changes` applied."""
    values: dict[str, Any] = {}
    for name, control in controls(shown).items():
        if "options" in control:
            chosen = [one["value"] for one in control["options"] if one.get("default")]
            values[name] = [changes.get(name, *chosen)]
        else:
            values[name] = changes.get(name, control["value"])
    return values


def another_boss(world: World, name: str) -> MemberActor:
    role = world.guild.roles["Bosses"]
    return world.guild.add_member(world.env.create_user(name), roles=[role])


async def test_form_shows_the_current_settings(world: World) -> None:
    await world.store.guilds.change(
        world.guild.id, accuracy=62.5, titles_per_page=3, votes_needed=7, is_private=True
    )

    shown = await opened(world)

    assert filled(shown) == {
        "accuracy": ["62.5"],
        "per-page": ["3"],
        "rule": ["7"],
        "answers": ["private"],
        "adult": ["off"],
    }


async def test_form_saves_what_was_chosen_and_shows_it(world: World) -> None:
    overview = await overview_of(world)
    shown = await world.press(world.boss, overview, "settings")
    values = {
        "accuracy": "75.0",
        "per-page": "5",
        "rule": "10",
        "answers": "private",
        "adult": "on",
    }

    await world.boss.submit_modal(shown, filled(shown, **values))

    assert await settings_of(world) == GuildSettings(
        accuracy=75, titles_per_page=5, votes_needed=10, is_private=True, allow_adult=True
    )
    (embed,) = overview.embeds
    assert [field.value for field in embed.fields[:3]] == [
        *("Balanced", "5", "Only the person who asked")
    ]


async def test_form_is_german_for_germans(world: World) -> None:
    world.speak("de")

    shown = await opened(world)

    assert shown.modal is not None
    labels = [label["label"] for label in shown.modal["components"]]
    assert labels[:2] == ["Ähnliche Nutzer", "Titel pro Seite"]
    options = [one["label"] for one in controls(shown)["accuracy"]["options"]]
    assert [option.partition(":")[0] for option in options] == [
        *("Sehr ähnlich", "Ausgewogen", "Weit")
    ]


async def test_number_of_votes_that_the_menu_lacks_is_offered_where_it_holds(world: World) -> None:
    await world.change(votes_needed=13)

    shown = await opened(world)

    assert filled(shown)["rule"] == ["13"]


@pytest.mark.parametrize("accuracy", [0.0, 12.345678, 99.99999, 1e-05, 100 / 3, 100.0])
async def test_untouched_form_changes_nothing(world: World, accuracy: float) -> None:
    settings = await world.store.guilds.change(
        world.guild.id, accuracy=accuracy, who_may_ban="moderators", votes_needed=7
    )
    shown = await opened(world)

    await world.boss.submit_modal(shown, filled(shown))

    assert await settings_of(world) == settings


async def test_votes_needed_are_remembered_while_only_moderators_ban(world: World) -> None:
    await world.change(votes_needed=7)
    shown = await opened(world)

    await world.boss.submit_modal(shown, filled(shown, rule="moderators"))

    assert await settings_of(world) == GuildSettings(who_may_ban="moderators", votes_needed=7)


async def test_another_accuracy_is_offered_beside_the_named_ones(world: World) -> None:
    await world.store.guilds.change(world.guild.id, accuracy=62.5)
    shown = await opened(world)
    options = controls(shown)["accuracy"]["options"]
    assert [one["value"] for one in options] == ["100.0", "75.0", "25.0", "62.5"]
    assert options[-1]["label"] == "62.5"


async def test_changes_by_two_open_forms_both_hold(world: World) -> None:
    other = another_boss(world, "other_boss")
    mine = await opened(world)
    their_overview = (await other.slash(world.channel, "reko-settings show")).response
    theirs = await world.press(other, their_overview, "settings")

    await world.boss.submit_modal(mine, filled(mine, accuracy="75.0"))
    result = await other.submit_modal(theirs, filled(theirs, rule="1"))

    assert await settings_of(world) == GuildSettings(accuracy=75, votes_needed=1)
    assert reply_text(result).count("Balanced") == 1, "what somebody else changed is shown, too"


async def test_forms_open_in_two_servers_are_independent(world: World) -> None:
    elsewhere = world.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("general")
    owner = MemberActor(world.env, elsewhere, elsewhere.owner)
    mine = await opened(world)
    their_overview = (await owner.slash(channel, "reko-settings show")).response
    theirs = await world.press(owner, their_overview, "settings")

    await owner.submit_modal(theirs, filled(theirs, accuracy="25.0"))
    await world.boss.submit_modal(mine, filled(mine, **{"per-page": "5"}))

    assert await world.store.guilds.settings(elsewhere.id) == GuildSettings(accuracy=25)
    assert await settings_of(world) == GuildSettings(titles_per_page=5)


async def test_command_and_open_form_both_win(world: World) -> None:
    shown = await opened(world)
    await world.change(is_private=True)

    await world.boss.submit_modal(shown, filled(shown, **{"per-page": "5"}))

    assert await settings_of(world) == GuildSettings(is_private=True, titles_per_page=5)


async def test_form_can_be_opened_again_and_again(world: World) -> None:
    overview = await overview_of(world)
    for accuracy in ("75.0", "25.0"):
        abandoned = await world.press(world.boss, overview, "settings")
        shown = await world.press(world.boss, overview, "settings")
        assert shown.modal["custom_id"] != abandoned.modal["custom_id"]
        await world.boss.submit_modal(shown, filled(shown, accuracy=accuracy))

    assert await settings_of(world) == GuildSettings(accuracy=25)


async def test_form_checks_rights_again_on_submission(world: World) -> None:
    shown = await opened(world)
    world.demote_boss()

    result = await world.boss.submit_modal(shown, filled(shown, accuracy="75.0"))

    assert reply_text(result) == ENGLISH("error-manage-server")
    assert await settings_of(world) == NOTHING_CHANGED


async def test_form_from_before_a_restart_is_saved(world: World) -> None:
    shown = await opened(world)
    await world.change(titles_per_page=5)
    await world.restart()

    result = await world.boss.submit_modal(shown, filled(shown, accuracy="75.0"))

    assert "**Balanced**" in reply_text(result)
    assert await settings_of(world) == GuildSettings(accuracy=75, titles_per_page=5)


async def test_form_of_an_older_version_is_reported_as_expired(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await opened(world)
    monkeypatch.setattr("bot.settings.buttons.SettingsForm.template", "reko:form:newer")

    result = await world.boss.submit_modal(shown, filled(shown, accuracy="75.0"))
    await world.env.advance_time(2)

    assert reply_text(result) == ENGLISH("error-expired")
    assert await settings_of(world) == NOTHING_CHANGED


@pytest.mark.parametrize(
    ("locale", "lines"),
    [
        (
            "en-US",
            [
                "✅ Similar users: Very close → **Wide**",
                "✅ Titles per page: 4 → **5**",
                "✅ Answers: Everyone in the channel → **Only the person who asked**",
            ],
        ),
        (
            "de",
            [
                "✅ Ähnliche Nutzer: Sehr ähnlich → **Weit**",
                "✅ Titel pro Seite: 4 → **5**",
                "✅ Antworten: Alle im Kanal → **Nur die Person, die gefragt hat**",
            ],
        ),
    ],
)
async def test_answer_says_what_changed_from_what_to_what(
    world: World, locale: str, lines: list[str]
) -> None:
    world.speak(locale)
    overview = await overview_of(world)
    shown = await world.press(world.boss, overview, "settings")
    wide = controls(shown)["accuracy"]["options"][-1]["value"]
    values = {"accuracy": wide, "per-page": "5", "answers": "private"}

    await world.boss.submit_modal(shown, filled(shown, **values))

    assert overview.content.split("\n") == lines


async def test_answer_says_that_nothing_changed(world: World) -> None:
    overview = await overview_of(world)
    shown = await world.press(world.boss, overview, "settings")

    await world.boss.submit_modal(shown, filled(shown))

    assert overview.content == ENGLISH("reset-no")
