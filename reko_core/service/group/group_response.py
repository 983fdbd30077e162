"""The engine's result as the response of `POST /recommendations/group`."""

from collections.abc import Iterable, Sequence

import numpy as np

from reko_core.contract.group import (
    GroupMember,
    GroupMetadata,
    GroupRecommendation,
    GroupRequest,
    GroupResponse,
    MemberView,
)
from reko_core.contract.recommend import AnimeInfo, RekoCounts
from reko_core.domain.models import UserList
from reko_core.engine.group.recommend_to_group import GroupPick
from reko_core.engine.similarity.user_shard import FoundUsers
from reko_core.service.response import format_timestamp, missing_share

__all__ = ["make_group_response"]


def make_group_response(
    request: GroupRequest,
    lists: Sequence[UserList],
    n_found: int,
    picks: Iterable[tuple[GroupPick, AnimeInfo | None]],
    found: Iterable[FoundUsers | None],
) -> GroupResponse:
    """Return the response.

    lists: of the members. n_found: candidates on all pages. picks: each with what is known of the
    title, None if it may not be shown. found: the similar users of each member, from a cluster.
    """
    rekos = tuple(_recommendation(pick, info) for pick, info in picks if info is not None)
    return GroupResponse(
        metadata=GroupMetadata(
            rule=request.rule,
            members=tuple(
                GroupMember(
                    user_name=name,
                    user_last_analyzed=format_timestamp(one.fetched_at),
                    n_seen=int(np.count_nonzero(one.entries.is_seen)),
                )
                for name, one in zip(request.user_names, lists, strict=True)
            ),
            rekos=RekoCounts(
                sent=len(rekos), found=n_found, banned=tuple(dict.fromkeys(request.banned_ids))
            ),
            missing_users=max(filter(None, map(missing_share, found)), default=None),
        ),
        rekos=rekos,
    )


def _recommendation(pick: GroupPick, info: AnimeInfo) -> GroupRecommendation:
    return GroupRecommendation(
        id=info.id,
        info=info,
        match=pick.match,
        everybody=round(100 * pick.everybody),
        members=tuple(
            MemberView(
                score=round(one.expected, 2),
                enjoyment=round(100 * one.enjoyment),
                planned=one.is_planned,
                seen=one.is_seen,
            )
            for one in pick.members
        ),
        least=int(np.argmin([one.enjoyment for one in pick.members])),
    )
