"""Everything the demo runs on: a synthetic community in a real store, and fakes of the sites."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from reko_core.domain.models import Anime, Entries, UserList
from reko_core.errors import BadInput, SnapshotError
from reko_core.runtime.step_progress import StepProgress, no_progress
from reko_core.settings import (
    AniListSettings,
    CommunitySettings,
    DatabaseSettings,
    DiscordSettings,
    KitsuSettings,
    MalSettings,
    OAuthSettings,
    Settings,
)
from reko_core.snapshots.builder.build import build_snapshot
from reko_core.snapshots.storage import load_snapshot
from reko_core.store import Store, TitleRank
from reko_demo.community.catalogue import load_titles, with_details
from reko_demo.community.demo_users import DEMO_USERS, demo_lists
from reko_demo.community.edge_case_users import make_edge_case_users
from reko_demo.community.new_titles import with_new_titles
from reko_demo.community.synthetic import make_community
from reko_demo.fake_anilist.accounts import FakeAniListAccounts
from reko_demo.fake_anilist.server import FakeAniList
from reko_demo.fake_jikan.server import FakeJikan
from reko_demo.fake_kitsu.server import FakeKitsu
from reko_demo.fake_mal.accounts import AccountLists, FakeMalAccounts
from reko_demo.fake_mal.faults import FAULTS
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

__all__ = ["demo_titles", "prepare_demo", "serve_fake_mal", "serve_fake_sites", "with_covers"]

# Stored in existing demo databases.
_SOURCE = "made-up"
_BATCH_SIZE = 500
_TOKEN_KEY = urlsafe_b64encode(b"made-up key of the demo, 32 long").decode()
_ANILIST_CLIENT, _ANILIST_SECRET = "1", "made-up-client-secret"


def demo_titles() -> dict[int, Anime]:
    """Return all titles of the demo, those of the current season and the next among them."""
    return with_new_titles(with_details(load_titles()), datetime.now(UTC).date())


async def prepare_demo(directory: Path, report: StepProgress = no_progress) -> Settings:
    """Build the synthetic community in `directory` unless it exists; return the settings for it.

    Raises BadInput where the directory cannot be made, StoreError.
    """
    try:
        await asyncio.to_thread(directory.mkdir, parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput("directory", f"{directory} cannot be used: {error.strerror}") from error
    settings = Settings(
        database=DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'demo.sqlite3'}"),
        community=CommunitySettings(
            snapshot_dir=directory / "snapshots",
            hash_secret=SecretStr("made-up-secret-of-the-demo"),
        ),
        mal=MalSettings(
            client_id=SecretStr("made-up-client-id"), requests_per_second=100, burst=100
        ),
        anilist=AniListSettings(requests_per_minute=6000, requests_per_second=100),
        kitsu=KitsuSettings(requests_per_second=100),
        oauth=OAuthSettings(
            token_keys=SecretStr(_TOKEN_KEY),
            anilist_client_id=_ANILIST_CLIENT,
            anilist_client_secret=SecretStr(_ANILIST_SECRET),
        ),
        # No rate limits while trying things out.
        discord=DiscordSettings(questions_per_minute=600, burst=100, shutdown_grace_s=1),
    )
    titles = demo_titles()
    async with Store.open(settings.database) as store:
        # Each time: an older version of Reko may have stored fewer fields.
        await store.catalogue.put_many(titles.values(), TitleRank.KAGGLE)
        if not await asyncio.to_thread(_has_snapshot, settings.community.snapshot_dir):
            community = await asyncio.to_thread(make_community, load_titles())
            await _put_community(store, community, report)
            await build_snapshot(store, settings.community, report)
    return settings


@asynccontextmanager
async def serve_fake_mal(settings: Settings) -> AsyncIterator[Settings]:
    """Serve the synthetic lists as MAL would; yield the settings that point there."""
    titles = demo_titles()
    lists = await asyncio.to_thread(_all_lists)
    async with FakeMal(MappingLists(lists), titles).serve() as base_url:
        yield _with_base_urls(settings, mal=base_url)


@asynccontextmanager
async def serve_fake_sites(
    settings: Settings,
    *,
    mal_port: int = 0,
    anilist_port: int = 0,
    kitsu_port: int = 0,
    jikan_port: int = 0,
) -> AsyncIterator[Settings]:
    """Serve the synthetic lists as MAL, AniList and Kitsu would, and their owners as Jikan.

    Yield the settings that point there. Port 0 = any free one; raises OSError when one is taken.
    """
    titles = demo_titles()
    lists = await asyncio.to_thread(_all_lists)
    others = make_edge_case_users(load_titles())
    private = dict.fromkeys(others.private, FAULTS["private_user"])
    served = {**lists, **others.tiny}
    on_mal = FakeMalAccounts(
        AccountLists(MappingLists(served)),
        [*DEMO_USERS],
        client_id=settings.mal.client_id.get_secret_value() or "made-up-client-id",
    )
    on_anilist = FakeAniListAccounts(
        [*DEMO_USERS],
        {anime_id: title.n_episodes for anime_id, title in titles.items()},
        client_id=_ANILIST_CLIENT,
        client_secret=_ANILIST_SECRET,
    )
    fake_mal = FakeMal(on_mal.lists, titles, private, accounts=on_mal)
    async with (
        fake_mal.serve(port=mal_port) as mal,
        FakeJikan(lists, titles, others.names).serve(port=jikan_port) as jikan,
        FakeAniList(served, accounts=on_anilist).serve(port=anilist_port) as anilist,
        FakeKitsu(served, titles).serve(port=kitsu_port) as kitsu,
    ):
        pointed = _with_base_urls(settings, mal=mal, anilist=anilist, jikan=jikan, kitsu=kitsu)
        oauth_urls = {
            "mal_url": f"{mal.removesuffix('/v2')}/v1/oauth2",
            "anilist_url": f"{anilist}/api/v2/oauth",
        }
        oauth = pointed.oauth.model_copy(update=oauth_urls)
        yield pointed.model_copy(update={"oauth": oauth})


@asynccontextmanager
async def with_covers(settings: Settings) -> AsyncIterator[Settings]:
    """Serve drawn covers for the web page; yield the settings that point there."""
    # Pillow is loaded late: other commands do not need it.
    from reko_demo.covers.server import serve_covers

    async with serve_covers(demo_titles().values()) as url:
        api = settings.api.model_copy(update={"covers_url": url})
        yield settings.model_copy(update={"api": api})


def _with_base_urls(settings: Settings, **base_urls: str) -> Settings:
    """Return the settings with other base URLs, by section."""
    sections = {
        name: getattr(settings, name).model_copy(update={"base_url": base_url})
        for name, base_url in base_urls.items()
    }
    return settings.model_copy(update=sections)


async def _put_community(
    store: Store, community: Mapping[str, Entries], report: StepProgress
) -> None:
    created_at = datetime.now(UTC)
    lists = [UserList(name, entries, created_at, _SOURCE) for name, entries in community.items()]
    for start in range(0, len(lists), _BATCH_SIZE):
        await store.lists.put_many(lists[start : start + _BATCH_SIZE])
        report("synthetic users", min(start + _BATCH_SIZE, len(lists)), len(lists))


def _has_snapshot(directory: Path) -> bool:
    """Say whether there is a snapshot that this version of Reko can read."""
    try:
        load_snapshot(directory)
    except SnapshotError:
        return False
    return True


def _all_lists() -> dict[str, Entries]:
    # Of the titles of the file alone, so that lists stay the same.
    titles = load_titles()
    return {**make_community(titles), **demo_lists(titles)}
