"""The request and response of `POST /recommendations/group`, the same for every front end."""

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from reko_core.contract.fields import (
    Array,
    ListTime,
    MissingUsers,
    ResponseModel,
    UserName,
    WholeNumber,
)
from reko_core.contract.filter_request import FilterRequest, PageRequest
from reko_core.contract.recommend import AnimeInfo, Expected, RekoCounts
from reko_core.contract.user_request import require_different

__all__ = [
    "MAX_MEMBERS",
    "MIN_MEMBERS",
    "GroupMember",
    "GroupMetadata",
    "GroupRecommendation",
    "GroupRequest",
    "GroupResponse",
    "MemberView",
    "Rule",
]

MIN_MEMBERS, MAX_MEMBERS = 2, 10

Rule = Literal["everyone", "average", "no_misery"]


class GroupRequest(FilterRequest, PageRequest):
    """A request for recommendations to users who watch together."""

    user_names: Array[UserName] = Field(
        min_length=MIN_MEMBERS,
        max_length=MAX_MEMBERS,
        strict=False,
        description="Users of any site, all different; trimmed, case-insensitive.",
        examples=[["Some_User", "Other_User"]],
    )
    rule: Rule = Field(
        "everyone",
        description="Whom the choice has to please: `everyone` finds something for each of them "
        "among the first titles; `average` counts the mean alone; `no_misery` puts last what one "
        "of them would hardly enjoy, however good it is for the others.",
    )
    max_seen: WholeNumber = Field(
        0,
        ge=0,
        le=MAX_MEMBERS - 1,
        description="How many of them may have seen a title: 1 includes those that one would watch "
        "again.",
    )
    include_planned: bool = Field(
        True, description="Also recommend titles on their plan-to-watch lists."
    )
    only_planned: bool = Field(
        False,
        description="Recommend only titles on the plan-to-watch lists of at least `min_planned` of "
        "them.",
    )
    min_planned: WholeNumber = Field(
        2,
        ge=1,
        le=MAX_MEMBERS,
        description="How many of them must plan to watch a title, with `only_planned`.",
    )
    continue_franchises: bool = Field(
        False,
        description="Also recommend the next title of franchises that some of them have started.",
    )
    force_list_update: bool = Field(
        False,
        description="Fetch the lists again; lists older than 7 days are fetched again anyway.",
    )

    _all_different = field_validator("user_names")(require_different)

    @field_validator("max_seen", "min_planned")
    @classmethod
    def _within_the_group(cls, count: int, info: ValidationInfo) -> int:
        if count > len(info.data.get("user_names", range(MAX_MEMBERS))):
            raise PydanticCustomError("too_many_members", "must not be more than the users")
        return count


class GroupMember(ResponseModel):
    """A user of the group, named as in the request; n_seen: titles on the list that were seen."""

    user_name: str
    user_last_analyzed: ListTime
    n_seen: int = Field(ge=0)


class GroupMetadata(ResponseModel):
    """What the response is based on; the order of members is that of the request."""

    rule: Rule
    members: tuple[GroupMember, ...]
    rekos: RekoCounts
    missing_users: MissingUsers = None


class MemberView(Expected):
    """What a title is to one member.

    A title that they have scored has that score, and an enjoyment of 100 or 0: whether it is at
    least their mean.
    """

    planned: bool = Field(description="Whether it is on their plan-to-watch list.")
    seen: bool


class GroupRecommendation(ResponseModel):
    """One title for all members; `members` and `least` are in the order of the request."""

    id: int
    info: AnimeInfo
    match: int = Field(
        ge=0,
        le=100,
        description="How well it fits the lists, on average: 50 means as well as a typical title "
        "that they like. Never higher than that of the title before, on all pages.",
    )
    everybody: int = Field(
        ge=0,
        le=100,
        description="The chance in percent that all of them like it: that each would give it at "
        "least their own mean score.",
    )
    members: tuple[MemberView, ...]
    least: int = Field(ge=0, description="Index of the member least likely to enjoy it.")


class GroupResponse(ResponseModel):
    """Recommendations for a group, best first."""

    metadata: GroupMetadata
    rekos: tuple[GroupRecommendation, ...]
