from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from reko_api import running_api
from reko_api.openapi.examples import (
    example_genre_names,
    example_response,
    example_title_matches,
    example_why_response,
)
from reko_api.openapi.features.group import example_group_response
from reko_api.openapi.features.season import example_season_response
from reko_api.openapi.features.similar import example_similar_response
from reko_api.openapi.features.taste import example_affinity_response, example_taste_response
from reko_api.openapi.features.titles_to_rate import example_titles_to_rate
from reko_core.contract.affinity import AffinityRequest, AffinityResponse
from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.contract.fields import RequestModel
from reko_core.contract.genres import GenreNames, GenreQuery
from reko_core.contract.group import GroupRequest, GroupResponse
from reko_core.contract.recommend import Request, Response
from reko_core.contract.season import SeasonRequest, SeasonResponse
from reko_core.contract.similar import SimilarRequest, SimilarResponse
from reko_core.contract.taste import TasteRequest, TasteResponse
from reko_core.contract.title_query import TitleMatches, TitleQuery
from reko_core.contract.titles_to_rate import RatableTitles, TitlesToRateRequest
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings

Answer = tuple[aiohttp.ClientResponse, bytes]


@dataclass(frozen=True)
class Readiness:
    is_ready: bool = True
    checks: Mapping[str, str] = field(default_factory=lambda: {"database": "ok", "snapshot": "ok"})


async def answer_with_example(_: Request) -> Response:
    return example_response()


@dataclass
class FakeSeasons:
    """Responds to every request about seasons with the example; records the requests."""

    asked: list[SeasonRequest] = field(default_factory=list)

    async def recommend(self, request: SeasonRequest) -> SeasonResponse:
        self.asked.append(request)
        return example_season_response()


@dataclass
class FakeRecommender:
    """A recommender with scripted responses; records its requests."""

    answer: Callable[[Request], Awaitable[Response]] = answer_with_example
    error: Exception | None = None
    state: Readiness = field(default_factory=Readiness)
    asked: list[RequestModel] = field(default_factory=list)
    seasons: FakeSeasons = field(default_factory=FakeSeasons)

    async def recommend(self, request: Request) -> Response:
        self.asked.append(request)
        if self.error is not None:
            raise self.error
        return await self.answer(request)

    @property
    def groups(self) -> "FakeGroups":
        return FakeGroups(self)

    @property
    def similar(self) -> "FakeSimilar":
        return FakeSimilar(self)

    @property
    def titles_to_rate(self) -> "FakeTitlesToRate":
        return FakeTitlesToRate(self)

    @property
    def tastes(self) -> "FakeTastes":
        return FakeTastes(self)

    @property
    def affinities(self) -> "FakeTastes":
        return FakeTastes(self)

    async def why(self, request: WhyRequest) -> WhyResponse:
        self.asked.append(request)
        if self.error is not None:
            raise self.error
        return example_why_response()

    async def find_titles(self, query: TitleQuery) -> TitleMatches:
        self.asked.append(query)
        if self.error is not None:
            raise self.error
        return example_title_matches()

    async def find_genres(self, query: GenreQuery) -> GenreNames:
        self.asked.append(query)
        if self.error is not None:
            raise self.error
        return example_genre_names()

    async def readiness(self) -> Readiness:
        if self.error is not None:
            raise self.error
        return self.state


@dataclass
class FakeGroups:
    """The groups of a fake recommender."""

    of: FakeRecommender

    async def recommend(self, request: GroupRequest) -> GroupResponse:
        self.of.asked.append(request)
        if self.of.error is not None:
            raise self.of.error
        return example_group_response()


@dataclass
class FakeSimilar:
    """The similar titles of a fake recommender."""

    of: FakeRecommender

    async def find(self, request: SimilarRequest) -> SimilarResponse:
        self.of.asked.append(request)
        if self.of.error is not None:
            raise self.of.error
        return example_similar_response()


@dataclass
class FakeTitlesToRate:
    """The titles to rate of a fake recommender."""

    of: FakeRecommender

    async def find(self, request: TitlesToRateRequest) -> RatableTitles:
        self.of.asked.append(request)
        if self.of.error is not None:
            raise self.of.error
        return example_titles_to_rate()


@dataclass
class FakeTastes:
    """The tastes and affinities of a fake recommender."""

    of: FakeRecommender

    async def describe(self, request: TasteRequest) -> TasteResponse:
        self.of.asked.append(request)
        if self.of.error is not None:
            raise self.of.error
        return example_taste_response()

    async def compare(self, request: AffinityRequest) -> AffinityResponse:
        self.of.asked.append(request)
        if self.of.error is not None:
            raise self.of.error
        return example_affinity_response()


class Api:
    """A running API and its client."""

    def __init__(self, url: str, session: aiohttp.ClientSession, metrics: Metrics) -> None:
        self.url = url
        self.session = session
        self.metrics = metrics

    async def send(self, method: str, path: str, **options: Any) -> Answer:
        async with self.session.request(
            method, self.url + path, allow_redirects=False, **options
        ) as response:
            return response, await response.read()

    async def ask(self, **fields: object) -> Answer:
        return await self.send("POST", "/recommendations", json={"user_name": "Some_User"} | fields)

    async def ask_raw(
        self,
        body: bytes | AsyncIterable[bytes],
        content_type: str = "application/json",
        **headers: str,
    ) -> Answer:
        return await self.send(
            "POST", "/recommendations", data=body, headers={"Content-Type": content_type} | headers
        )

    def count(self, method: str, route: str, status: int) -> float:
        labels = {"method": method, "route": route, "status": str(status)}
        return self.metrics.registry.get_sample_value("reko_http_requests_total", labels) or 0


StartApi = Callable[..., Awaitable[Api]]


@pytest.fixture
def recommender() -> FakeRecommender:
    return FakeRecommender()


@pytest.fixture
async def start_api(recommender: FakeRecommender) -> AsyncIterator[StartApi]:
    async with AsyncExitStack() as stack:

        async def start(**settings: Any) -> Api:
            metrics = Metrics()
            session = await stack.enter_async_context(aiohttp.ClientSession())
            url = await stack.enter_async_context(
                running_api(recommender, ApiSettings(port=0, **settings), metrics)
            )
            return Api(url, session, metrics)

        yield start


@pytest.fixture
async def api(start_api: StartApi) -> Api:
    return await start_api(requests_per_minute=1_000_000, burst=100_000)
