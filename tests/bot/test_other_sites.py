"""Users of other sites: named with their site, linked to its profiles, kept by buttons."""

from typing import Any

import discord
import pytest
from community import TITLES
from discord_actions import ids_of, titles
from simcord.results import InteractionResult

from bot.formatting.user_labels import user_label, user_link, user_url, user_values
from bot.i18n.texts import texts_for
from reko_core.clients.kitsu import client
from reko_core.domain.sites import own_list_name
from reko_demo.fake_kitsu.server import N_WITHOUT_MAL, FakeKitsu
from tests.bot.conftest import LISTS, Make, reply_text

ENGLISH = texts_for("en-US")


def message_of(result: InteractionResult) -> Any:
    return result.response or result.followups[-1]


def test_labels_tell_the_site_and_never_an_own_name() -> None:
    own = own_list_name(42)

    assert user_label("Some_One", ENGLISH) == "Some_One"
    assert user_label("anilist:Some_One", ENGLISH) == "Some_One (AniList)"
    assert user_link("kitsu:ab", "label") == "[label](https://kitsu.app/users/ab)"
    assert "42" not in user_label(own, ENGLISH)
    assert user_url(own) is None
    assert user_link(own, "label") == "label"


@pytest.fixture(autouse=True)
def no_throttle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing waits for the budget: the simulation would wait for the timer."""
    monkeypatch.setattr(client, "BURST", 1000)


async def test_a_list_on_kitsu_is_used_as_one_on_mal_is(make_world: Make) -> None:
    kitsu = FakeKitsu(LISTS, TITLES, keeps_alive=False)
    async with kitsu.serve() as url:
        world = await make_world(kitsu_url=url)

        def complete(typed: str) -> Any:
            return world.ann.autocomplete(world.channel, "reko", "user", typed)

        assert [(one["name"], one["value"]) for one in await complete("demo_mecha")] == [
            ("demo_mecha (AniList)", "anilist:demo_mecha"),
            ("demo_mecha (Kitsu)", "kitsu:demo_mecha"),
        ]
        of_mal = message_of(await world.reko(user="demo_mecha"))
        page = message_of(await world.reko(user="https://kitsu.app/users/demo_mecha"))
        assert titles(page) == titles(of_mal)
        author = page.embeds[0].author
        assert author.name.endswith("demo_mecha (Kitsu)")
        assert author.url == "https://kitsu.app/users/demo_mecha"
        names = {one["name"] for one in await complete("mecha")}
        assert names >= {"demo_mecha (Kitsu)", "demo_mecha"}

        unmapped = message_of(await world.reko(user="kitsu:not_on_mal"))
        assert ENGLISH("page-unmapped", n=N_WITHOUT_MAL) in unmapped.embeds[0].description
        unknown = await world.reko(user="kitsu:nobody_here")
        assert reply_text(unknown) == ENGLISH(
            "error-unknown-user", **user_values("kitsu:nobody_here")
        )


async def test_buttons_keep_users_of_other_sites_and_never_the_name_of_an_own_list(
    make_world: Make,
) -> None:
    kitsu = FakeKitsu(LISTS, TITLES, keeps_alive=False)
    async with kitsu.serve() as url:
        world = await make_world(kitsu_url=url)
        await world.account("link", user="kitsu:demo_mecha")
        assert "demo\\_mecha (Kitsu)" in reply_text(await world.account("show"))
        for command, options, start in (
            ("reko-random", {}, "draw"),
            ("reko-season", {}, "season:later"),
            ("reko-like", {"title": "https://myanimelist.net/anime/32182"}, "like"),
        ):
            shown = message_of(await world.ann.slash(world.channel, command, **options))
            assert ids_of(shown, start)
            assert "kitsu:demo_mecha" in ids_of(shown, start)[0]
            pressed = await world.press(world.ann, shown, start)
            assert message_of(pressed).embeds, command

        await world.store.accounts.link_own_list(
            world.ann.id, LISTS["demo_mecha"], at=discord.utils.utcnow()
        )
        drawn = message_of(await world.ann.slash(world.channel, "reko-random"))
        kept = ids_of(drawn, "draw")[0]
        assert "own:" not in kept
        assert f"@{world.ann.id}" in kept, "others get it only while it is shared"
        assert drawn.embeds[0].footer.text == ENGLISH("draw-for", user=ENGLISH("own-list"))
        offered = await world.ann.autocomplete(world.channel, "reko", "user", "own")
        assert {one["value"] for one in offered} == {"anilist:own", "kitsu:own"}
