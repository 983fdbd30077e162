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
    Request,
    Response,
    SimilarUser,
    UserCounts,
)
from reko_core.domain.models import UserList
from reko_core.engine.recommend import Pick, Result
from reko_core.engine.similarity.user_shard import FoundUsers
from reko_core.snapshots.scoped_hashes import ScopedHashes
from reko_core.snapshots.storage import Snapshot

__all__ = ["format_timestamp", "make_response", "missing_share"]


def make_response(
    request: Request,
    user_list: UserList,
    result: Result,
    snapshot: Snapshot,
    infos: Mapping[int, AnimeInfo],
    *,
    hashes: ScopedHashes | None,
    missing_users: float | None = None,
    sender: UserList | None = None,
) -> Response:
    """Return the response; `infos` holds the picked titles that may be shown.

    hashes: how users are shown; None = by their digests, for a response that is stored.
    missing_users: share of the community that was not searched, None = 0. sender: the list of
    `from_user`.
    """
    from_scores = {} if sender is None else _scores_of(sender)
    ids = snapshot.model.items.ids
    picked = [(pick, infos.get(int(ids[pick.item]))) for pick in result.picks]
    shown = [(pick, info) for pick, info in picked if info is not None]
    accuracy = round(float(result.accuracy), 2)
    digests = [snapshot.hashes[one.user].tobytes().hex() for one in result.neighbours]
    shown_hashes = digests if hashes is None else hashes.show(digests)
    return Response(
        metadata=Metadata(
            user_last_analyzed=format_timestamp(user_list.fetched_at),
            unmapped_entries=user_list.n_unmapped,
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
                missing_users=missing_users,
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
        rekos=tuple(_recommendation(pick, info, from_scores.get(info.id)) for pick, info in shown),
    )


def missing_share(found: FoundUsers | None) -> float | None:
    """Return the share of the community that was not searched, None if all was."""
    if found is None or not found.missing_share:
        return None
    return max(round(found.missing_share, 4), 0.0001)


def _scores_of(user_list: UserList) -> dict[int, int]:
    entries = user_list.entries
    pairs = zip(entries.anime_ids.tolist(), entries.scores.tolist(), strict=True)
    return {anime_id: score for anime_id, score in pairs if score}


def _recommendation(pick: Pick, info: AnimeInfo, from_score: int | None) -> Recommendation:
    return Recommendation(
        id=info.id,
        info=info,
        match=pick.match,
        expected=Expected(score=round(pick.expected, 2), enjoyment=round(100 * pick.enjoyment)),
        users=pick.neighbours,
        from_score=from_score,
    )


def format_timestamp(value: datetime) -> str:
    """Return UTC with milliseconds: 2022-12-31T12:00:00.000Z."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
