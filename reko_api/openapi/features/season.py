"""Seasons in the OpenAPI document."""

from collections.abc import Iterable

from reko_api.openapi.examples import EXAMPLE_INFO
from reko_api.openapi.operations import post_operation
from reko_api.openapi.schemas import JsonObject
from reko_api.problem_types import ProblemType
from reko_core.contract.explain import ExpectedRange
from reko_core.contract.recommend import Titles
from reko_core.contract.season import (
    OwnTitle,
    RankedSeason,
    SeasonMetadata,
    SeasonReason,
    SeasonRecommendation,
    SeasonRequest,
    SeasonResponse,
)

__all__ = ["example_season_request", "example_season_response", "rank_season"]


def example_season_request() -> SeasonRequest:
    """Return a request about one season."""
    return SeasonRequest(user_name="Some_User", year=2017, season="spring", types=("tv",))


def example_season_response() -> SeasonResponse:
    """Return a season of one new title."""
    own = Titles(romaji="Koukaku Kidoutai", english="Ghost in the Shell", japanese="攻殻機動隊")
    return SeasonResponse(
        metadata=SeasonMetadata(user_last_analyzed="2017-03-31T12:00:00.000Z"),
        seasons=(
            RankedSeason(
                year=2017,
                season="spring",
                found=1,
                rekos=(
                    SeasonRecommendation(
                        id=33337,
                        info=EXAMPLE_INFO,
                        match=88,
                        expected=ExpectedRange(score=7.84, enjoyment=71, low=5.2, high=10),
                        reason=SeasonReason(
                            kind="studio",
                            own=OwnTitle(id=43, title=own.romaji, titles=own, score=9),
                            names=("Production I.G",),
                        ),
                        is_new=True,
                        is_planned=False,
                        is_little_known=True,
                        misses_earlier=False,
                        n_lists=4,
                    ),
                ),
            ),
        ),
    )


def rank_season(problems: Iterable[ProblemType], security: Iterable[str]) -> JsonObject:
    """Describe the route."""
    return post_operation(
        "rankSeason",
        "Rank the titles of a season.",
        "Of one season, or of the current and the next: the titles that start in it and those that "
        "continue, best first, each with the predicted score, its 90 % interval (wide where little "
        "is known yet) and what speaks most for it. Titles are those that MyAnimeList lists.",
        example_season_request(),
        example_season_response(),
        problems=problems,
        security=security,
    )
