"""What the doctor finds at AniList and Kitsu."""

from reko_core.operations.doctor import State
from reko_core.operations.doctor.checks.other_sites import check_anilist, check_kitsu
from reko_core.settings import AniListSettings, KitsuSettings
from reko_demo.fake_anilist.server import FakeAniList
from reko_demo.fake_kitsu.server import FakeKitsu


async def test_sites_that_answer_are_fine() -> None:
    async with FakeAniList({}).serve() as anilist, FakeKitsu({}, {}).serve() as kitsu:
        found = [
            *await check_anilist(AniListSettings(base_url=anilist), is_offline=False),
            *await check_kitsu(KitsuSettings(base_url=kitsu), is_offline=False),
            *await check_anilist(AniListSettings(base_url=f"{anilist}/wrong"), is_offline=False),
        ]

    assert [(one.check, one.state) for one in found] == [
        ("anilist", State.OK),
        ("kitsu", State.OK),
        ("anilist", State.WARNING),
    ]


async def test_too_many_requests_are_a_warning() -> None:
    async with FakeAniList({}, n_per_minute=1).serve() as base_url:
        settings = AniListSettings(base_url=base_url)
        (first,) = await check_anilist(settings, is_offline=False)
        (second,) = await check_anilist(settings, is_offline=False)

    assert (first.state, second.state) == (State.OK, State.WARNING)
    assert "rate limited" in second.message
