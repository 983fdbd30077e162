"""The same list, from wherever it comes, gets the same recommendations."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from community import MEMBER, TITLES, working_copy

from reko_core.app import Core, open_core
from reko_core.contract.recommend import Request, Response
from reko_core.domain.models import Entries, Status
from reko_core.errors import ListPrivate, SiteUnavailable, UserNotFound
from reko_core.observability.metrics import Metrics
from reko_core.settings import AniListSettings, KitsuSettings, Settings
from reko_demo.community.demo_users import demo_lists
from reko_demo.fake_anilist.faults import FAULTS
from reko_demo.fake_anilist.media_lists import N_WITHOUT_MAL
from reko_demo.fake_anilist.server import FakeAniList
from reko_demo.fake_kitsu.server import FakeKitsu
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

LISTS = {**demo_lists(TITLES), "member": MEMBER}
NAME = "demo_sports"


@dataclass
class World:
    core: Core
    anilist: FakeAniList

    async def ask(self, **fields: Any) -> Response:
        return await self.core.recommender.recommend(Request(**fields))


@pytest.fixture
async def world(built: Settings, tmp_path: Path) -> AsyncIterator[World]:
    anilist = FakeAniList(LISTS)
    async with AsyncExitStack() as stack:
        mal_url = await stack.enter_async_context(FakeMal(MappingLists(LISTS), TITLES).serve())
        anilist_url = await stack.enter_async_context(anilist.serve())
        kitsu_url = await stack.enter_async_context(FakeKitsu(LISTS, {}).serve())
        settings = working_copy(built, tmp_path, base_url=mal_url).model_copy(
            update={
                "anilist": AniListSettings(
                    base_url=anilist_url,
                    requests_per_second=1000,
                    requests_per_minute=10_000,
                    max_attempts=1,
                ),
                "kitsu": KitsuSettings(base_url=kitsu_url, requests_per_second=1000),
            }
        )
        yield World(await stack.enter_async_context(open_core(settings, Metrics())), anilist)


def answer_of(response: Response) -> dict[str, Any]:
    """Return an answer without what belongs to the asker: hashes and times."""
    answer = response.model_dump(mode="json")
    del answer["metadata"]["user_last_analyzed"]
    for user in answer["users"]:
        del user["hash"]
    return answer


def inline(entries: Entries) -> list[dict[str, Any]]:
    columns = (column.tolist() for column in entries.columns())
    return [
        {
            "anime_id": anime_id,
            "score": score,
            "status": Status(status).name.lower(),
            "episodes": None if n_episodes < 0 else n_episodes,
        }
        for anime_id, score, status, n_episodes in zip(*columns, strict=True)
    ]


async def test_a_list_gets_the_same_recommendations_wherever_it_is(world: World) -> None:
    expected = answer_of(await world.ask(user_name=NAME))

    assert len(expected["rekos"]) == 24
    assert len(expected["users"]) >= 5
    for fields in (
        {"user_name": f"anilist:{NAME}"},
        {"user_name": NAME, "site": "kitsu"},
        {"entries": inline(LISTS[NAME])},
    ):
        assert answer_of(await world.ask(**fields)) == expected


async def test_nobody_is_their_own_neighbour_under_the_name_of_another_site(world: World) -> None:
    expected = answer_of(await world.ask(user_name="member"))

    assert answer_of(await world.ask(user_name="anilist:member")) == expected
    assert answer_of(await world.ask(user_name="kitsu:member")) == expected


async def test_what_anilist_says_is_told_and_only_the_list_is_kept(world: World) -> None:
    response = await world.ask(user_name="anilist:not_on_mal")
    with pytest.raises(ListPrivate):
        await world.ask(user_name="anilist:private_user")
    with pytest.raises(UserNotFound):
        await world.ask(user_name="anilist:no_such_user")

    assert response.metadata.unmapped_entries == N_WITHOUT_MAL
    kept = await world.core.store.lists.get("anilist:not_on_mal")
    assert kept is not None
    assert (kept.source, kept.n_unmapped) == ("anilist", N_WITHOUT_MAL)
    community = [
        stored.source async for batch in world.core.store.lists.iterate(1000) for stored in batch
    ]
    assert "anilist" not in community


async def test_an_earlier_list_is_used_while_anilist_is_switched_off(world: World) -> None:
    first = await world.ask(user_name=f"anilist:{NAME}")
    world.anilist.fault = FAULTS["switched_off"]

    assert answer_of(await world.ask(user_name=f"anilist:{NAME}", force_list_update=True)) == (
        answer_of(first)
    )
    with pytest.raises(SiteUnavailable):
        await world.ask(user_name="anilist:member")
