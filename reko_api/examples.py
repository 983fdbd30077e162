"""A made-up question and its answer, for the documentation.

Built from the models of the contract, so that they cannot drift apart from it.
"""

from reko_core.contract import (
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
    UserCounts,
)

__all__ = ["example_request", "example_response"]

BANNED_USER = "0cc175b9c0f1b6a831c399e269772661"


def example_request() -> Request:
    """Return a question that uses the fields people use most."""
    return Request(
        user_name="Some_User",
        accuracy=87.5,
        banned_ids=(65432,),
        banned_users=(BANNED_USER,),
        exclude_genres=("Horror",),
        year_from=2010,
    )


def example_response() -> Response:
    """Return an answer of one title and two neighbours."""
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
                info=AnimeInfo(
                    id=33337,
                    mean=7.67,
                    title="ACCA: 13-ku Kansatsu-ka",
                    airing_date="2017-04-12",
                    main_image="https://pictures.example/anime/33337.jpg",
                    rating="r+",
                    num_episodes=12,
                    genres=("Police", "Seinen", "Action"),
                    related=(RelatedAnime(id=44403, relation="sequel"),),
                    media_type="tv",
                ),
                expected=Expected(score=8.23, enjoyment=95),
                users=(0, 1),
            ),
        ),
    )
