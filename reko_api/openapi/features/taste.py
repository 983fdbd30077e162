"""Tastes and affinities in the OpenAPI document."""

from collections.abc import Iterable

from reko_api.openapi.operations import post_operation
from reko_api.openapi.schemas import JsonObject
from reko_api.problem_types import ProblemType
from reko_core.contract.affinity import (
    AffinityRequest,
    AffinityResponse,
    ComparedTitle,
    ComparedUser,
    SharedTitles,
)
from reko_core.contract.recommend import Titles
from reko_core.contract.taste import (
    DecadeTaste,
    GenreLeaning,
    GenreTaste,
    RareFavourite,
    ScoreHabits,
    Standing,
    TasteMetadata,
    TasteRequest,
    TasteResponse,
    TitleCounts,
)

__all__ = [
    "compare_users",
    "describe_taste",
    "example_affinity_response",
    "example_taste_response",
]

_ANALYZED = "2022-12-31T12:00:00.000Z"


def example_taste_response() -> TasteResponse:
    """Return the response for somebody who likes sports."""
    return TasteResponse(
        user_name="Some_User",
        metadata=TasteMetadata(user_last_analyzed=_ANALYZED, community=108_711),
        counts=TitleCounts(seen=312, scored=290, dropped=9, planned=41),
        scores=ScoreHabits(mean=7.42, spread=1.61, histogram=(2, 3, 6, 11, 20, 38, 62, 71, 49, 28)),
        standing=Standing(titles=71, mean=38, spread=64, dropped=55, mainstream=29),
        genres=(
            GenreTaste(name="Sports", seen=41, share=13.1, community_share=4.2),
            GenreTaste(name="Ecchi", seen=6, share=1.9, community_share=8.8),
        ),
        generous_on=(GenreLeaning(name="Sports", scored=40, mean=8.3, difference=0.61),),
        harsh_on=(GenreLeaning(name="Isekai", scored=12, mean=5.5, difference=-0.84),),
        decades=(DecadeTaste(first_year=2010, seen=201, share=64.4, community_share=58.1),),
        rare_favourites=(
            RareFavourite(
                id=5040,
                title="One Outs",
                titles=Titles(romaji="One Outs", english=None, japanese="ワンナウツ"),
                score=10,
                known_by=1.83,
            ),
        ),
    )


def example_affinity_response() -> AffinityResponse:
    """Return the response for two users who agree on one title."""
    return AffinityResponse(
        users=(
            ComparedUser(user_name="Some_User", user_last_analyzed=_ANALYZED, seen=312),
            ComparedUser(user_name="Other_User", user_last_analyzed=_ANALYZED, seen=48),
        ),
        affinity=72,
        low=61,
        high=80,
        shared=SharedTitles(seen=31, scored=27),
        agreement=0.41,
        mean_difference=-0.3,
        agree=(_compared(20583, "Haikyuu!!", "Haikyu!!", 9, 9),),
        disagree=(_compared(11757, "Sword Art Online", "Sword Art Online", 4, 9),),
    )


def describe_taste(problems: Iterable[ProblemType], security: Iterable[str]) -> JsonObject:
    """Describe the route of tastes."""
    return post_operation(
        "describeTaste",
        "Describe the taste of a MyAnimeList user.",
        "Genres and decades beside what the community watches, the scores given, which genres the "
        "user scores higher or lower than others do, favourites that few know, and where the user "
        "stands among the community.",
        TasteRequest(user_name="Some_User"),
        example_taste_response(),
        problems=problems,
        security=security,
    )


def compare_users(problems: Iterable[ProblemType], security: Iterable[str]) -> JsonObject:
    """Describe the route of affinities."""
    return post_operation(
        "compareUsers",
        "Compare two MyAnimeList users.",
        "Their affinity with its 90 % interval, and the titles on which they agree and disagree. "
        "If a list cannot be had, errors[] names the user, as user_names.1.",
        AffinityRequest(user_names=("Some_User", "Other_User")),
        example_affinity_response(),
        problems=problems,
        security=security,
    )


def _compared(anime_id: int, title: str, english: str, *scores: int) -> ComparedTitle:
    titles = Titles(romaji=title, english=english, japanese=None)
    return ComparedTitle(id=anime_id, title=title, titles=titles, scores=scores)
