"""The bot installed by a user, in servers that have not added it."""

from typing import Any

import pytest

from bot.i18n.texts import texts_for
from reko_core.guilds.models import GuildSettings, Scope
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")
FOREIGN_GUILD = 4_000_000_000_000_000_001


@pytest.fixture
def foreign(world: World) -> World:
    """Make all interactions come from a server that the bot is not in."""
    backend = world.env.backend
    emit = backend.emit

    def elsewhere(event: str, payload: Any) -> None:
        if event == "INTERACTION_CREATE":
            payload["guild_id"] = payload["channel"]["guild_id"] = str(FOREIGN_GUILD)
            owner = payload["member"]["user"]["id"]
            payload["authorizing_integration_owners"] = {"1": owner}
        emit(event, payload)

    backend.emit = elsewhere
    return world


async def test_recommendations_come_there_too(foreign: World) -> None:
    result = await foreign.reko()

    stored = await foreign.store.results.by_message(result.response.id)
    assert stored.scope == Scope.person(foreign.ann.id)
    turned = await foreign.press(foreign.ann, result.response, "next")
    assert turned.followups == []
    assert result.response.embeds[1].title.startswith("5")


async def test_bans_are_personal_there(foreign: World) -> None:
    result = await foreign.reko()
    stored = await foreign.store.results.by_message(result.response.id)

    await foreign.press(foreign.ann, result.response, "ban")

    first = stored.response.rekos[0].id
    assert await foreign.store.bans.title_ids(Scope.person(foreign.ann.id)) == (first,)
    assert await foreign.store.bans.title_ids(Scope.guild(FOREIGN_GUILD)) == ()
    again = await foreign.store.results.by_message((await foreign.reko()).response.id)
    assert first not in {reko.id for reko in again.response.rekos}


async def test_accounts_and_comparisons_work_there(foreign: World) -> None:
    await foreign.account("link", user="demo_sports")

    result = await foreign.ann.slash(foreign.channel, "reko-affinity", user_a="demo_mecha")

    assert r"demo\_mecha and demo\_sports" in reply_text(result)
    message = (await foreign.account("forget-me")).response
    await foreign.press(foreign.ann, message, "forget:yes")
    assert message.content.startswith(ENGLISH("forget-done"))


async def test_settings_are_refused_there(foreign: World) -> None:
    result = await foreign.settings("reset")

    assert reply_text(result) == ENGLISH("error-server-only")
    assert result.followups == []
    assert await foreign.store.guilds.settings(FOREIGN_GUILD) == GuildSettings()
