"""What requests about one user have in common."""

from pydantic import Field
from pydantic_core import PydanticCustomError

from reko_core.contract.fields import MAX_BANS, Accuracy, Array, RequestModel, UserHash, UserName
from reko_core.domain.models import normalise_name

__all__ = ["ListRequest", "UserRequest", "require_different"]


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


def require_different(user_names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of several users; a validator that refuses to have one twice."""
    if len({normalise_name(name) for name in user_names}) < len(user_names):
        raise PydanticCustomError("same_user", "must not name a user twice")
    return user_names
