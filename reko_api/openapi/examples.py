"""Example requests and responses for the documentation.

Built from the models of the contract, so that they cannot drift apart from it.
"""

from reko_core.contract.explain import (
    ClosestUser,
    Counterfactual,
    ExpectedRange,
    Influence,
    ListEntry,
    SimilarOpinions,
    WhyMetadata,
    WhyRequest,
    WhyResponse,
)
from reko_core.contract.genres import GenreNames
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
from reko_core.contract.title_query import TitleMatch, TitleMatches

__all__ = [
    "EXAMPLE_INFO",
    "example_genre_names",
    "example_request",
    "example_response",
    "example_title_matches",
    "example_why_request",
    "example_why_response",
]

BANNED_USER = "0cc175b9c0f1b6a831c399e269772661"

_TITLES = Titles(
    romaji="ACCA: 13-ku Kansatsu-ka",
    english="ACCA: 13-Territory Inspection Dept.",
    japanese="ACCA13区監察課",
)
EXAMPLE_INFO = AnimeInfo(
    id=33337,
    mean=7.67,
    title=_TITLES.romaji,
    titles=_TITLES,
    airing_date="2017-04-12",
    main_image="https://pictures.example/anime/33337.jpg",
    rating="r+",
    num_episodes=12,
    genres=("Police", "Seinen", "Action"),
    related=(RelatedAnime(id=44403, relation="sequel"),),
    media_type="tv",
)


def example_request() -> Request:
    """Return a request with the fields people use most."""
    return Request(
        user_name="Some_User",
        accuracy=87.5,
        banned_ids=(65432,),
        banned_users=(BANNED_USER,),
        exclude_genres=("Horror",),
        year_from=2010,
    )


def example_response() -> Response:
    """Return a response of one title and two similar users."""
    return Response(
        metadata=Metadata(
            user_last_analyzed="2022-12-31T12:00:00.000Z",
            users=UserCounts(found=2, banned=(BANNED_USER,)),
            rekos=RekoCounts(sent=1, found=1, banned=(65432,)),
            algorithm=Algorithm(passages=2, accuracy=85.5),
        ),
        users=(
            SimilarUser(
                hash="6a5e123ff1b6a4831c399e269456d9ff",
                affinity=91,
                rekos=NeighbourRekos(sent=1, found=1),
            ),
            SimilarUser(
                hash="d41c8f00b204e9800998ecf8427e63b1",
                affinity=88,
                rekos=NeighbourRekos(sent=1, found=1),
            ),
        ),
        rekos=(
            Recommendation(
                id=33337,
                info=EXAMPLE_INFO,
                match=93,
                expected=Expected(score=8.23, enjoyment=95),
                users=(0, 1),
            ),
        ),
    )


def example_genre_names() -> GenreNames:
    """Return some genres."""
    return GenreNames(("Action", "Comedy", "Drama", "School", "Shounen"))


def example_title_matches() -> TitleMatches:
    """Return a title found by the start of its name."""
    found = TitleMatch(
        id=EXAMPLE_INFO.id,
        title=EXAMPLE_INFO.title,
        titles=_TITLES,
        media_type=EXAMPLE_INFO.media_type,
        airing_date=EXAMPLE_INFO.airing_date,
        main_image=EXAMPLE_INFO.main_image,
        found_by="start",
        similarity=100,
    )
    return TitleMatches((found,))


def example_why_request() -> WhyRequest:
    """Return a request about one title."""
    return WhyRequest(user_name="Some_User", anime_id=33337, banned_users=(BANNED_USER,))


def example_why_response() -> WhyResponse:
    """Return a response with two influences and two similar users."""
    return WhyResponse(
        metadata=WhyMetadata(
            user_last_analyzed="2022-12-31T12:00:00.000Z",
            basis="similar_users_and_factors",
            users=UserCounts(found=8, banned=(BANNED_USER,)),
        ),
        info=EXAMPLE_INFO,
        expected=ExpectedRange(score=8.23, enjoyment=95, low=6.4, high=10),
        own=ListEntry(status="plan_to_watch", score=None),
        influences=(
            _influence(467, "Koukaku Kidoutai: Stand Alone Complex", 9, 0.112),
            _influence(20, "Naruto", 8, -0.041),
        ),
        without=Counterfactual(raising=8.12, lowering=8.27),
        similar=SimilarOpinions(
            seen=4,
            scored=3,
            dropped=1,
            recommended=2,
            histogram=(0, 0, 0, 0, 1, 0, 0, 1, 1, 0),
            closest=(
                ClosestUser(affinity=80, score=9, recommends=True),
                ClosestUser(affinity=80, score=8, recommends=True),
                ClosestUser(affinity=80, score=5, recommends=False),
            ),
        ),
    )


def _influence(anime_id: int, title: str, score: int, effect: float) -> Influence:
    titles = Titles(romaji=title, english=None, japanese=None)
    return Influence(id=anime_id, title=title, titles=titles, score=score, effect=effect)
