"""Titles like given ones in the OpenAPI document."""

from collections.abc import Iterable

from reko_api.openapi.examples import EXAMPLE_INFO
from reko_api.openapi.operations import post_operation
from reko_api.openapi.schemas import JsonObject
from reko_api.problem_types import ProblemType
from reko_core.contract.recommend import AnimeInfo, Expected, RekoCounts, Titles
from reko_core.contract.similar import (
    SimilarMetadata,
    SimilarRequest,
    SimilarResponse,
    SimilarTitle,
)

__all__ = ["example_similar_request", "example_similar_response", "find_similar_titles"]

_GIVEN = AnimeInfo(
    id=329,
    mean=8.26,
    title="Planetes",
    titles=Titles(romaji="Planetes", english="Planetes", japanese="プラネテス"),
    airing_date="2003-10-04",
    main_image="https://cdn.myanimelist.net/images/anime/1534/111814.jpg",
    rating="r",
    num_episodes=26,
    genres=("Drama", "Police", "Seinen"),
    related=(),
    media_type="tv",
)


def example_similar_request() -> SimilarRequest:
    """Return a request for titles like one, for a user."""
    return SimilarRequest(anime_id=_GIVEN.id, user_name="Some_User", max_episodes=26)


def example_similar_response() -> SimilarResponse:
    """Return a response of one title."""
    return SimilarResponse(
        metadata=SimilarMetadata(
            user_last_analyzed="2022-12-31T12:00:00.000Z",
            like=(_GIVEN,),
            unlike=(),
            rekos=RekoCounts(sent=1, found=1, banned=()),
        ),
        rekos=(
            SimilarTitle(
                id=EXAMPLE_INFO.id,
                info=EXAMPLE_INFO,
                match=62,
                shared_genres=tuple(g for g in EXAMPLE_INFO.genres if g in _GIVEN.genres),
                expected=Expected(score=8.23, enjoyment=95),
            ),
        ),
    )


def find_similar_titles(problems: Iterable[ProblemType], security: Iterable[str]) -> JsonObject:
    """Describe the route."""
    return post_operation(
        "findSimilarTitles",
        "Find anime like one or several others.",
        "Titles that those who like the given ones like too, of the same genres; none of their "
        "franchises. With user_name they are ordered for that user, and none is on the list; "
        "without it they are the same for everybody, and expected is null.",
        example_similar_request(),
        example_similar_response(),
        problems=problems,
        security=security,
    )
