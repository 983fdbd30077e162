"""Error messages; unexpected errors get an id that is also logged."""

import re
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands
from simcord.results import InteractionResult
from structlog.testing import capture_logs

from bot import errors as bot_errors
from bot.errors import user_message
from bot.i18n.texts import LANGUAGES, texts_for
from bot.interactions import unanswered
from reko_core import errors as core_errors
from reko_core.errors import RekoError
from reko_core.guilds.models import GuildSettings
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")
SECRET = "Secretive_One"
Logs = list[MutableMapping[str, Any]]


class Unforeseen(RuntimeError):
    """An unexpected error; its message contains text that must not be logged."""


async def fail(*_args: Any, **_values: Any) -> Any:
    raise Unforeseen(SECRET)


@pytest.fixture
def logs() -> Iterator[Logs]:
    with capture_logs() as captured:
        yield captured


def id_in(result: InteractionResult) -> str:
    pattern = re.escape(ENGLISH("error-unforeseen", id="|")).replace(r"\|", "([0-9a-f]{8})")
    found = re.fullmatch(pattern, reply_text(result))
    assert found, reply_text(result)
    return found[1]


def only_error(logs: Logs) -> MutableMapping[str, Any]:
    (entry,) = (entry for entry in logs if entry["log_level"] == "error")
    return entry


def assert_reported_and_logged(result: InteractionResult, logs: Logs) -> None:
    entry = only_error(logs)
    assert entry["event"] == "interaction failed"
    assert entry["error_id"] == id_in(result)
    assert entry["error"].endswith("Unforeseen")
    assert any("fail" in frame for frame in entry["frames"])
    assert SECRET.lower() not in repr(logs).lower(), "user names are not logged"


async def test_unexpected_error_of_a_command_is_reported_and_logged_under_one_id(
    world: World, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    monkeypatch.setattr(world.store.accounts, "get", fail)

    result = await world.account("show")

    assert result.ephemeral
    assert_reported_and_logged(result, logs)


async def test_unexpected_error_after_a_public_deferral_is_shown_to_the_caller_only(
    world: World, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    monkeypatch.setattr(world.services.recommender.affinities, "compare", fail)

    result = await world.ann.slash(
        world.channel, "reko-affinity", user_a=SECRET, user_b="demo_mecha"
    )

    assert_reported_and_logged(result, logs)
    assert result.response is None
    assert result.followups[-1].ephemeral
    assert world.channel.history(viewer=world.bob) == []


async def test_unexpected_error_of_a_button_is_reported_and_logged(
    world: World, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    overview = (await world.settings("show")).response
    monkeypatch.setattr(world.store.guilds, "settings", fail)

    result = await world.press(world.boss, overview, "settings")

    assert_reported_and_logged(result, logs)


async def test_unexpected_error_of_a_menu_is_reported_and_logged(
    world: World, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    at = discord.utils.utcnow()
    await world.store.bans.ban_titles(world.scope, {1: "One"}, by=None, at=at)
    message = (await world.settings("bans")).response
    monkeypatch.setattr(world.store.bans, "unban_titles", fail)

    assert_reported_and_logged(await world.boss.select(message, ["t1"]), logs)


async def test_unexpected_error_of_a_form_is_reported_and_logged(
    world: World, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    overview = (await world.settings("show")).response
    shown = await world.press(world.boss, overview, "settings")
    monkeypatch.setattr(world.store.guilds, "change", fail)

    result = await world.boss.submit_modal(
        shown,
        {
            "accuracy": ["75.0"],
            "per-page": ["4"],
            "rule": ["3"],
            "answers": ["public"],
            "adult": ["off"],
        },
    )

    assert_reported_and_logged(result, logs)


async def test_every_unexpected_error_has_its_own_id(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.store.accounts, "get", fail)

    ids = {id_in(await world.account("show")) for _ in range(5)}

    assert len(ids) == 5


async def test_unexpected_error_is_reported_in_german(
    world: World, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    world.speak("de")
    monkeypatch.setattr(world.store.accounts, "get", fail)

    result = await world.account("show")

    error_id = only_error(logs)["error_id"]
    assert reply_text(result) == texts_for("de")("error-unforeseen", id=error_id)


async def test_unexpected_error_of_autocomplete_is_logged_and_suggests_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(world.store.names, "recent", fail)

    assert not await world.ann.autocomplete(world.channel, "reko", "user", "some")

    (record,) = (one for one in caplog.records if "autocomplete" in one.message)
    assert record.levelname == "ERROR"


async def test_handler_that_sends_no_reply_is_reported_and_logged(
    world: World, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    async def say_nothing(*_args: object) -> None:
        return

    monkeypatch.setattr("bot.settings.buttons.ShowBans.press", say_nothing)
    overview = (await world.settings("show")).response

    result = await world.press(world.boss, overview, "bans")

    entry = only_error(logs)
    assert entry["event"] == "interaction unanswered"
    assert entry["error_id"] == id_in(result)


async def test_interaction_without_a_handler_is_answered_in_time_and_logged(
    world: World, logs: Logs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """discord.py drops interactions of buttons that the message does not have."""
    monkeypatch.setattr(unanswered, "UNANSWERED_AFTER_S", 0.05)
    message = (await world.account("forget-me")).response

    result = await world.forge(world.ann, message, f"reko:forget:yes:{world.bob.id}")

    entry = only_error(logs)
    assert entry["error"].endswith("UnhandledInteraction")
    assert entry["error_id"] == id_in(result)


async def test_button_of_an_older_version_is_reported_at_once(world: World, logs: Logs) -> None:
    message = (await world.account("forget-me")).response

    result = await world.forge(world.ann, message, "reko:something-else:1")

    assert reply_text(result) == ENGLISH("error-expired")
    assert [entry for entry in logs if entry["log_level"] == "error"] == []


async def test_expected_errors_are_not_logged_as_errors(world: World, logs: Logs) -> None:
    assert reply_text(await world.reko(user=None)) == ENGLISH("error-no-name")

    (entry,) = (entry for entry in logs if entry["event"] == "interaction refused")
    assert entry["log_level"] == "info"
    assert entry["error"] == "NameMissing"


@pytest.mark.parametrize("command", ["show", "bans", "export", "reset"])
async def test_unreadable_database_is_reported(
    world: World, drop_table: Callable[[str], None], command: str
) -> None:
    for table in ("guild_settings", "title_bans", "user_bans"):
        drop_table(table)

    assert reply_text(await world.settings(command)) == ENGLISH("error-store")


@pytest.mark.parametrize(
    ("command", "options", "table"),
    [
        ("reko-account link", {"user": "demo_mecha"}, "accounts"),
    ],
)
async def test_database_that_refuses_writes_is_reported(
    world: World,
    break_table: Callable[..., None],
    command: str,
    options: dict[str, Any],
    table: str,
) -> None:
    break_table(table)

    result = await world.boss.slash(world.channel, command, **options)

    assert reply_text(result) == ENGLISH("error-store")


async def test_bot_that_is_shutting_down_asks_to_try_again(world: World) -> None:
    overview = (await world.settings("show")).response
    await world.services.shutdown.close(0)

    for result in (
        await world.account("show"),
        await world.reko(),
        await world.settings("reset"),
        await world.press(world.boss, overview, "bans"),
    ):
        assert reply_text(result) == ENGLISH("error-stopping")
        assert result.followups == []
    assert await world.store.guilds.settings(world.guild.id) == GuildSettings()


async def test_command_removed_by_the_shutdown_is_not_reported_as_unknown(world: World) -> None:
    await world.services.shutdown.close(0)
    world.bot.tree.clear_commands(guild=None)

    assert reply_text(await world.account("show")) == ENGLISH("error-stopping")
    (unknown,) = world.env.errors
    assert isinstance(unknown, app_commands.CommandNotFound)


async def test_reply_of_a_closed_client_is_logged_as_undelivered(
    world: World, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    async def send(*_: object, **__: object) -> None:
        monkeypatch.setattr("bot.RekoBot.is_closed", lambda _: True)
        raise RuntimeError("Session is closed")

    await world.services.shutdown.close(0)
    monkeypatch.setattr("discord.InteractionResponse.send_message", send)

    await world.account("show")
    monkeypatch.undo()

    assert "reply not delivered" in {entry["event"] for entry in logs}
    assert [entry for entry in logs if entry["log_level"] == "error"] == []


async def test_message_refused_by_discord_is_reported_and_logged(world: World, logs: Logs) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=400, code=50035)

    result = await world.account("show")

    assert only_error(logs)["error_id"] == id_in(result)


@pytest.mark.parametrize("code", [10062, 10015, 10008])
async def test_an_expired_interaction_is_no_bug(world: World, logs: Logs, code: int) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=code, times=None)

    result = await world.account("show")

    assert result.response is None
    assert "reply not delivered" in {entry["event"] for entry in logs}
    assert [entry for entry in logs if entry["log_level"] == "error"] == []
    (end,) = [entry for entry in logs if entry["event"] == "interaction"]
    assert end["outcome"] == "expired"


async def test_temporary_failure_of_discord_is_reported_and_not_logged_as_error(
    world: World, logs: Logs
) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=429)

    assert reply_text(await world.account("show")) == ENGLISH("error-discord")

    assert [entry for entry in logs if entry["log_level"] == "error"] == []


@pytest.mark.parametrize("error", [aiohttp.ServerDisconnectedError(), RuntimeError()])
def test_only_errors_of_discord_are_wrapped(error: Exception) -> None:
    is_discords = isinstance(error, aiohttp.ClientError)

    assert (
        isinstance(bot_errors.wrap_discord_error(error), bot_errors.DiscordFailing) == is_discords
    )


async def test_missing_permission_of_the_bot_is_reported(world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=403, code=50013)

    assert reply_text(await world.account("show")) == ENGLISH("error-forbidden")


def _examples() -> dict[type[Exception], Exception]:
    response: Any = type("Response", (), {"status": 403, "reason": "Forbidden"})()
    found: list[Exception] = [
        core_errors.AdultExcluded("age_ratings.0", "rx needs include_adult"),
        *map(core_errors.ListFileRefused, ("no_export", "manga", "damaged", "too_large")),
        core_errors.UnknownGenre("genres.0", "Nonsense", ("Horror",)),
        core_errors.BadInput("user_name", "must be 2-16 letters, digits, - or _"),
        core_errors.ListPrivate(SECRET),
        core_errors.UserNotFound(SECRET),
        core_errors.SiteUnavailable("timeout"),
        core_errors.MalAddressWrong("mal.base_url is odd"),
        core_errors.SiteRateLimited(3.2),
        core_errors.SiteRefused(400, "no"),
        core_errors.NotConnected(),
        core_errors.ConnectionLost("mal"),
        core_errors.UserClaimed(SECRET),
        core_errors.TooBusy(1),
        core_errors.TooManyFetches(1),
        core_errors.CatalogueEmpty(),
        core_errors.SnapshotMissing(Path("snapshots"), "none"),
        core_errors.SnapshotDamaged(Path("snapshots"), "short"),
        core_errors.ShuttingDown(),
        core_errors.StoreError("disk"),
        bot_errors.NotOwner(1),
        bot_errors.NotAllowed("error-moderators-only"),
        bot_errors.NotAllowed("error-left-server"),
        bot_errors.WrongInput("error-filter-years"),
        bot_errors.DataDeleted(),
        bot_errors.Expired(),
        bot_errors.UndoExpired(),
        bot_errors.NameMissing(),
        bot_errors.NotShared(),
        bot_errors.LinkedNameGone("Secretive_One"),
        bot_errors.LinkedListPrivate("Secretive_One"),
        bot_errors.OnCooldown(0.01),
        bot_errors.DiscordFailing("HTTPException"),
        TimeoutError(),
        app_commands.NoPrivateMessage(),
        app_commands.CommandNotFound("old", []),
        app_commands.MissingPermissions(["manage_guild"]),
        discord.Forbidden(response, "no"),
    ]
    return {type(error): error for error in found}


@pytest.mark.parametrize("locale", [locales[0] for locales in LANGUAGES.values()])
@pytest.mark.parametrize("error", _examples().values(), ids=lambda error: type(error).__name__)
def test_every_expected_error_has_a_message(error: Exception, locale: str) -> None:
    said = user_message(error, texts_for(locale))

    assert said
    assert said[-1] in ".`?!。"
    assert len(said) <= 2000
    if hasattr(error, "user_name"):
        assert r"Secretive\_One" in said


UNSAID = {
    bot_errors.InteractionExpired,
    # Base classes; only their subclasses are raised.
    core_errors.ListError,
    core_errors.SiteError,
    core_errors.SnapshotError,
    core_errors.ConnectError,
    # Of the way back from a site, which the API answers.
    *(core_errors.AccessDenied, core_errors.StateInvalid, core_errors.UserOptedOut),
    # Of the command line, imports and background jobs, never of an interaction.
    core_errors.AnimeNotFound,
    core_errors.ConfigurationError,
    core_errors.DiscordUnreachable,
    core_errors.SessionsUsedUp,
    core_errors.BackupRefused,
    core_errors.MoveRefused,
    core_errors.PostgresBackup,
    core_errors.ObjectStoreError,
    core_errors.ImportRefused,
    core_errors.JikanError,
    core_errors.JikanNotFound,
    core_errors.JikanRateLimited,
    core_errors.JikanUnavailable,
    # A bug: the message has an error id.
    bot_errors.UnhandledInteraction,
}


def test_every_error_that_reaches_people_has_an_example_above() -> None:
    every = {
        one
        for module in (core_errors, bot_errors)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, RekoError) and one is not RekoError
    }

    assert every - UNSAID <= set(_examples())
    assert user_message(bot_errors.UnhandledInteraction(), ENGLISH) is None
    assert user_message(RuntimeError(), ENGLISH) is None


@pytest.mark.parametrize("seconds", [None, 0.0, 0.2, 59.5, 3600.0])
def test_waiting_times_are_moments_to_come(seconds: float | None) -> None:
    now = discord.utils.utcnow().timestamp()

    said = user_message(core_errors.SiteRateLimited(seconds), ENGLISH)

    found = re.search(r"<t:(\d+):R>", said or "")
    assert found
    assert int(found[1]) + 1 >= now + max(seconds or 0, 0)
    assert int(found[1]) > now - 1


def test_reasons_and_names_cannot_format_a_message() -> None:
    error = core_errors.BadInput("genres", "unknown: **@everyone** `<@1>` [a](https://b)")

    said = user_message(error, ENGLISH) or ""

    assert r"\*\*\@everyone\*\*" in said
    assert r"\`\<\@1\>\`" in said


def test_errors_of_another_site_name_it_and_the_user_without_prefix() -> None:
    private = user_message(core_errors.ListPrivate("anilist:Some_One"), ENGLISH) or ""
    unknown = user_message(core_errors.UserNotFound("kitsu:some_one"), ENGLISH)
    down = user_message(core_errors.SiteUnavailable("timeout", site="kitsu"), ENGLISH) or ""

    assert private.startswith(r"The list of **Some\_One** is private.")
    assert "https://anilist.co/settings." in private
    assert "Hide" not in private, "what to untick is of MyAnimeList"
    assert unknown == (
        r"There's no Kitsu user **some\_one**. Check the spelling: it is the name in the profile "
        "URL."
    )
    assert down.startswith("Kitsu can't be reached")
