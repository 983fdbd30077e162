"""Titles to rate, with a real store and snapshot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from community import ADULT_ID, working_copy

from reko_core.app import open_core
from reko_core.contract.recommend import Request
from reko_core.contract.titles_to_rate import TitlesToRateRequest
from reko_core.observability.metrics import Metrics
from reko_core.service.recommender import Recommender
from reko_core.settings import Settings


@pytest.fixture
async def recommender(built: Settings, tmp_path: Path) -> AsyncIterator[Recommender]:
    async with open_core(working_copy(built, tmp_path), Metrics()) as core:
        yield core.recommender


async def ask(recommender: Recommender, **fields: object) -> list[int]:
    found = await recommender.titles_to_rate.find(TitlesToRateRequest.model_validate(fields))
    return [title.id for title in found.titles]


async def test_titles_are_asked_about_once_until_none_is_left_and_recommended_from(
    recommender: Recommender,
) -> None:
    shown: list[int] = []
    entries: list[dict[str, int]] = []
    while found := await ask(
        recommender, entries=entries, not_seen_ids=shown[len(entries) :], limit=25
    ):
        assert not {*found} & {*shown, ADULT_ID}
        entries = entries or [{"anime_id": found[0], "score": 8}]
        shown += found

    assert len(set(shown)) == len(shown) > 10
    assert await ask(recommender, limit=3) == shown[:3]
    response = await recommender.recommend(Request.model_validate({"entries": entries}))
    assert response.rekos
    assert shown[0] not in {reko.id for reko in response.rekos}
