"""What requests about one user have in common."""

from pydantic import Field

from reko_core.contract.fields import MAX_BANS, Accuracy, Array, RequestModel, UserHash, UserName

__all__ = ["ListRequest", "UserRequest"]


class ListRequest(RequestModel):
    """A request about the list of a MAL user."""

    user_name: UserName = Field(
        description="MAL user; trimmed, case-insensitive.", examples=["Some_User"]
    )
    force_list_update: bool = Field(
        False,
        description="Fetch the list again; lists older than 7 days are fetched again anyway.",
    )


class UserRequest(ListRequest):
    """A request about a MAL user, and about those similar to them."""

    accuracy: Accuracy = 100.0
    banned_users: Array[UserHash] = Field(
        (),
        max_length=MAX_BANS,
        strict=False,
        description="Hashes of users left out of the similar users, as `POST /recommendations` "
        "showed them for the same user_name; others are ignored.",
    )
