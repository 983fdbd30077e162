"""A stored result, and two processes that share a database."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from reko_core.contract.recommend import (
    Algorithm,
    AnimeInfo,
    Expected,
    Metadata,
    NeighbourRekos,
    Recommendation,
    RekoCounts,
    RelatedAnime,
    Request,
    Response,
    SimilarUser,
    Titles,
    UserCounts,
)
from reko_core.guilds.models import Scope
from reko_core.settings import DatabaseSettings
from reko_core.store import Store, StoredResult

HASH = "0cc175b9c0f1b6a831c399e269772661"


def recommendation(anime_id: int) -> Recommendation:
    info = AnimeInfo(
        id=anime_id,
        mean=7.67,
        title="ACCA: 13-ku Kansatsu-ka „監察課“",
        titles=Titles(romaji="ACCA", english=None, japanese="ACCA13区監察課"),
        airing_date="2017-04-12",
        main_image=None,
        rating="r+",
        num_episodes=12,
        genres=("Police", "Seinen"),
        related=(RelatedAnime(id=44403, relation="sequel"),),
        media_type="tv",
    )
    return Recommendation(
        id=anime_id, info=info, match=93, expected=Expected(score=8.23, enjoyment=95), users=(0,)
    )


@pytest.fixture
def result() -> StoredResult:
    request = Request(
        user_name="Some_User", banned_ids=(65432,), banned_users=(HASH,), genres=("Comedy",)
    )
    response = Response(
        metadata=Metadata(
            user_last_analyzed="2022-12-31T12:00:00.000Z",
            users=UserCounts(found=1, banned=(HASH,)),
            rekos=RekoCounts(sent=100, found=107, banned=(65432,)),
            algorithm=Algorithm(passages=1, accuracy=97.5),
        ),
        users=(SimilarUser(hash=HASH, affinity=88, rekos=NeighbourRekos(sent=1, found=43)),),
        rekos=tuple(map(recommendation, range(1, 101))),
    )
    return StoredResult(
        id="abc",
        owner_id=42,
        scope=Scope.guild(1),
        channel_id=None,
        message_id=None,
        locale="en-US",
        request=request,
        response=response,
        page=2,
        created_at=datetime(2024, 2, 29, 12, 30, 15, 123_457, UTC),
    )


@pytest.fixture
async def two_stores(
    store: Store, database: DatabaseSettings
) -> AsyncIterator[tuple[Store, Store]]:
    async with Store.open(database) as second:
        yield store, second
