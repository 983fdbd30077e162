"""The client: a method a route, which takes the fields of its request by name."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self, TypeVar, Unpack, cast

import aiohttp

from reko_client.contract import (
    AffinityRequest,
    AffinityResponse,
    GenreNames,
    GroupRequest,
    GroupResponse,
    Problem,
    RatableTitles,
    Request,
    Response,
    SeasonRequest,
    SeasonResponse,
    SimilarRequest,
    SimilarResponse,
    TasteRequest,
    TasteResponse,
    TitleMatches,
    TitlesToRateRequest,
    WhyRequest,
    WhyResponse,
)
from reko_client.errors import RekoProblem, RekoUnreachable

__all__ = ["RekoClient"]

TIMEOUT_S = 120
PROBLEM_MEDIA_TYPE = "application/problem+json"

Answer = TypeVar("Answer")


class RekoClient:
    """Asks one Reko server; used with `async with`, which keeps its connections.

    url: where the API is, such as `https://reko.example`. key: an API key, where one is needed.
    timeout_s: for one request; fetching a long list takes the server up to a minute.
    file, of methods about one list: MyAnimeList's XML export, plain or gzip, instead of user_name.
    Every method may raise RekoProblem and RekoUnreachable.
    """

    def __init__(self, url: str, *, key: str | None = None, timeout_s: float = TIMEOUT_S) -> None:
        self._url = url.rstrip("/")
        self._headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(headers=self._headers, timeout=self._timeout)
        return self

    async def __aexit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def recommend(self, *, file: bytes | None = None, **request: Unpack[Request]) -> Response:
        """Recommend anime to a user."""
        return await self._post("/recommendations", request, Response, file)

    async def why(self, *, file: bytes | None = None, **request: Unpack[WhyRequest]) -> WhyResponse:
        """Explain the predicted score of one title."""
        return await self._post("/recommendations/why", request, WhyResponse, file)

    async def group(self, **request: Unpack[GroupRequest]) -> GroupResponse:
        """Recommend anime to people who watch together."""
        return await self._post("/recommendations/group", request, GroupResponse)

    async def season(
        self, *, file: bytes | None = None, **request: Unpack[SeasonRequest]
    ) -> SeasonResponse:
        """Rank the titles of a season for a user."""
        return await self._post("/recommendations/season", request, SeasonResponse, file)

    async def similar(
        self, *, file: bytes | None = None, **request: Unpack[SimilarRequest]
    ) -> SimilarResponse:
        """Find titles like one or several others."""
        return await self._post("/recommendations/similar", request, SimilarResponse, file)

    async def taste(
        self, *, file: bytes | None = None, **request: Unpack[TasteRequest]
    ) -> TasteResponse:
        """Describe the taste of a user."""
        return await self._post("/taste", request, TasteResponse, file)

    async def affinity(self, **request: Unpack[AffinityRequest]) -> AffinityResponse:
        """Compare two users."""
        return await self._post("/affinity", request, AffinityResponse)

    async def group_picture(self, **request: Unpack[GroupRequest]) -> bytes:
        """Draw the response to `group`, as PNG."""
        return await self._post_picture("/recommendations/group.png", request)

    async def season_picture(
        self, *, file: bytes | None = None, **request: Unpack[SeasonRequest]
    ) -> bytes:
        """Draw the response to `season`, as PNG."""
        return await self._post_picture("/recommendations/season.png", request, file)

    async def taste_picture(
        self, *, file: bytes | None = None, **request: Unpack[TasteRequest]
    ) -> bytes:
        """Draw the response to `taste`, as PNG."""
        return await self._post_picture("/taste.png", request, file)

    async def affinity_picture(self, **request: Unpack[AffinityRequest]) -> bytes:
        """Draw the response to `affinity`, as PNG."""
        return await self._post_picture("/affinity.png", request)

    async def find_titles(
        self, q: str, *, limit: int = 10, include_adult: bool = False
    ) -> TitleMatches:
        """Find titles by name."""
        query = {"q": q, "limit": str(limit), "include_adult": str(include_adult).lower()}
        async with self._response("GET", "/titles", params=query) as response:
            return cast(TitleMatches, await response.json())

    async def find_genres(self) -> GenreNames:
        """List the genres that can be filtered by, those of most titles seen first."""
        async with self._response("GET", "/genres") as response:
            return cast(GenreNames, await response.json())

    async def find_titles_to_rate(self, **request: Unpack[TitlesToRateRequest]) -> RatableTitles:
        """Find well-known titles to rate, for people without a list."""
        return await self._post("/titles/to-rate", request, RatableTitles)

    async def _post(
        self, path: str, request: object, _: type[Answer], file: bytes | None = None
    ) -> Answer:
        async with self._response("POST", path, **_body(request, file)) as response:
            return cast(Answer, await response.json())

    async def _post_picture(self, path: str, request: object, file: bytes | None = None) -> bytes:
        async with self._response("POST", path, **_body(request, file)) as response:
            return await response.read()

    @asynccontextmanager
    async def _response(
        self,
        method: str,
        path: str,
        **options: Any,  # noqa: ANN401 - those of aiohttp
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        try:
            async with self._session.request(method, self._url + path, **options) as response:
                if not response.ok:
                    raise await _problem(response)
                yield response
        except TimeoutError as error:
            raise RekoUnreachable(f"{self._url}: timed out") from error
        except (aiohttp.ClientError, ValueError) as error:
            raise RekoUnreachable(f"{self._url}: {error}") from error


def _body(request: object, file: bytes | None) -> Mapping[str, object]:
    """Return what makes a body for aiohttp: JSON, or a form with the file."""
    if file is None:
        return {"json": request}
    form = aiohttp.FormData()
    form.add_field("file", file, filename="list")
    form.add_field("request", json.dumps(request))
    return {"data": form}


async def _problem(response: aiohttp.ClientResponse) -> RekoProblem:
    """Return the error for a response: a proxy in front of the API has no problem JSON."""
    retry_after = response.headers.get("Retry-After", "")
    if response.content_type == PROBLEM_MEDIA_TYPE:
        problem = cast(Problem, await response.json(content_type=PROBLEM_MEDIA_TYPE))
    else:
        status, title = response.status, response.reason or ""
        problem = Problem(type="", title=title, status=status, detail=f"HTTP {status}", instance="")
    return RekoProblem(problem, int(retry_after) if retry_after.isdecimal() else None)
