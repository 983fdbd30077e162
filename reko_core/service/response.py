"""The engine's result as the response of `POST /recommendations`."""

from collections.abc import Mapping
from datetime import UTC, datetime

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
from reko_core.domain.models import Anime, UserList
from reko_core.engine.recommend import Pick, Result
from reko_core.snapshots.scoped_hashes import ScopedHashes
from reko_core.snapshots.storage import Snapshot

__all__ = ["anime_info", "format_timestamp", "make_response", "titles_of"]


def make_response(
    request: Request,
    user_list: UserList,
    result: Result,
    snapshot: Snapshot,
    titles: Mapping[int, Anime],
    *,
    hashes: ScopedHashes | None,
) -> Response:
    """Return the response; `titles` holds at least the picked ones.

    hashes: how users are shown; None = by their digests, for a response that is stored.
    """
    ids = snapshot.model.items.ids
    picked = [(pick, titles[int(ids[pick.item])]) for pick in result.picks]
    # The catalogue may have learnt since the snapshot was built that a title is adult, or gone.
    shown = [
        (pick, anime)
        for pick, anime in picked
        if anime.is_shown(include_adult=request.include_adult)
    ]
    accuracy = round(float(result.accuracy), 2)
    digests = [snapshot.hashes[one.user].tobytes().hex() for one in result.neighbours]
    shown_hashes = digests if hashes is None else hashes.show(digests)
    return Response(
        metadata=Metadata(
            user_last_analyzed=format_timestamp(user_list.fetched_at),
            users=UserCounts(
                found=len(result.neighbours), banned=tuple(dict.fromkeys(request.banned_users))
            ),
            rekos=RekoCounts(
                sent=len(shown),
                found=result.n_found,
                banned=tuple(dict.fromkeys(request.banned_ids)),
            ),
            algorithm=Algorithm(
                passages=result.n_passes,
                accuracy=int(accuracy) if accuracy.is_integer() else accuracy,
            ),
        ),
        users=tuple(
            SimilarUser(
                hash=user_hash,
                affinity=round(neighbour.affinity),
                rekos=NeighbourRekos(sent=neighbour.n_sent, found=neighbour.n_found),
            )
            for user_hash, neighbour in zip(shown_hashes, result.neighbours, strict=True)
        ),
        rekos=tuple(
            _recommendation(pick, anime_info(anime, snapshot, include_adult=request.include_adult))
            for pick, anime in shown
        ),
    )


def anime_info(anime: Anime, snapshot: Snapshot, *, include_adult: bool) -> AnimeInfo:
    """Return what the catalogue holds of a title; adult related ones only if `include_adult`."""
    related = anime.relations
    if not include_adult:
        related = tuple(one for one in related if one.anime_id not in snapshot.adult_ids)
    return AnimeInfo(
        id=anime.id,
        mean=anime.mean,
        title=anime.title,
        titles=titles_of(anime),
        airing_date=anime.start_date,
        main_image=anime.picture,
        rating=anime.age_rating,
        num_episodes=anime.n_episodes,
        genres=anime.genres,
        related=tuple(
            RelatedAnime(id=relation.anime_id, relation=relation.kind) for relation in related
        ),
        media_type=anime.media_type,
    )


def titles_of(anime: Anime) -> Titles:
    """Return the names of a title."""
    return Titles(romaji=anime.title, english=anime.title_english, japanese=anime.title_japanese)


def _recommendation(pick: Pick, info: AnimeInfo) -> Recommendation:
    return Recommendation(
        id=info.id,
        info=info,
        match=pick.match,
        expected=Expected(score=round(pick.expected, 2), enjoyment=round(100 * pick.enjoyment)),
        users=pick.neighbours,
    )


def format_timestamp(value: datetime) -> str:
    """Return UTC with milliseconds: 2022-12-31T12:00:00.000Z."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
