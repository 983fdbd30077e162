"""Recommendations to groups in the OpenAPI document."""

from collections.abc import Iterable

from reko_api.openapi.examples import EXAMPLE_INFO
from reko_api.openapi.operations import post_operation
from reko_api.openapi.schemas import JsonObject
from reko_api.problem_types import ProblemType
from reko_core.contract.group import (
    GroupMember,
    GroupMetadata,
    GroupRecommendation,
    GroupRequest,
    GroupResponse,
    MemberView,
)
from reko_core.contract.recommend import RekoCounts

__all__ = ["example_group_request", "example_group_response", "recommend_to_group"]

_NAMES = ("Some_User", "Other_User")


def example_group_request() -> GroupRequest:
    """Return a request for two users."""
    return GroupRequest(user_names=_NAMES, exclude_genres=("Horror",), max_episodes=26)


def example_group_response() -> GroupResponse:
    """Return a response of one title for two users."""
    analyzed = "2022-12-31T12:00:00.000Z"
    return GroupResponse(
        metadata=GroupMetadata(
            rule="everyone",
            members=tuple(
                GroupMember(user_name=name, user_last_analyzed=analyzed, n_seen=n_seen)
                for name, n_seen in zip(_NAMES, (312, 48), strict=True)
            ),
            rekos=RekoCounts(sent=1, found=1, banned=()),
        ),
        rekos=(
            GroupRecommendation(
                id=EXAMPLE_INFO.id,
                info=EXAMPLE_INFO,
                match=84,
                everybody=59,
                members=(
                    MemberView(score=8.23, enjoyment=81, planned=True, seen=False),
                    MemberView(score=7.61, enjoyment=73, planned=False, seen=False),
                ),
                least=1,
            ),
        ),
    )


def recommend_to_group(problems: Iterable[ProblemType], security: Iterable[str]) -> JsonObject:
    """Describe the route."""
    return post_operation(
        "recommendToGroup",
        "Recommend anime to several MyAnimeList users who watch together.",
        "Titles that none of them has seen, and that all can watch next. Each comes with the "
        "chance that all of them like it, and with what it is to each. members and least are in "
        "the order of user_names. If a list cannot be had, errors[] names the user, as "
        "user_names.1.",
        example_group_request(),
        example_group_response(),
        problems=problems,
        security=security,
    )
