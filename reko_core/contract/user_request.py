"""What requests about one user have in common."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    PrivateAttr,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from reko_core.contract.fields import MAX_BANS, Accuracy, Array, RequestModel, UserHash, UserName
from reko_core.contract.list_entries import MAX_LIST_ENTRIES, InlineEntry, as_arrays, inline_list
from reko_core.domain.models import Entries, UserList, normalise_name
from reko_core.domain.sites import SITES, OwnListName, Site
from reko_core.domain.text import user_name_in

__all__ = ["ListFields", "ListRequest", "UserRequest", "require_different"]


class _NoName(str):
    """The name of nobody, which nothing that is sent can be."""

    __slots__ = ()


_NO_NAME = _NoName()


class ListFields(RequestModel):
    """Where the list of a request comes from; `user_name` is a field of each request."""

    site: Literal["mal", "anilist", "kitsu"] = Field(
        "mal",
        description="The site of user_name, unless it says so itself, as `anilist:Some_User` and "
        "the URL of a profile do.",
    )
    entries: Array[InlineEntry] | None = Field(
        None,
        max_length=MAX_LIST_ENTRIES,
        strict=False,
        description="A list, instead of user_name; nothing of it is kept.",
    )
    force_list_update: bool = Field(
        False,
        description="Fetch the list again; lists older than 7 days are fetched again anyway.",
    )

    _inline_list: UserList | None = PrivateAttr(None)

    @property
    def inline_list(self) -> UserList | None:
        """The list that came with the request, None if it names a user instead."""
        return self._inline_list

    def with_list(self, entries: Entries, n_unmapped: int = 0) -> Self:
        """Return a request whose `entries` are empty as one about the list of a file."""
        request = self.model_copy()
        request._inline_list = inline_list(entries, n_unmapped)  # noqa: SLF001 - of this class
        return request

    @model_validator(mode="before")
    @classmethod
    def _qualify_user_name(cls, data: object) -> object:
        """Put the site into the name, so that one string says who is meant."""
        if not isinstance(data, Mapping):
            return data
        site, name = data.get("site"), data.get("user_name")
        if name is _NO_NAME or isinstance(name, OwnListName):
            return data
        if isinstance(site, str) and site in SITES and isinstance(name, str):
            return {**data, "user_name": user_name_in(name, Site(site))}
        return data

    @model_validator(mode="after")
    def _has_one_list(self) -> Self:
        if self.entries is not None and getattr(self, "user_name", None):
            raise PydanticCustomError("one_list", "needs either user_name or entries")
        # Here, as it takes a while: large requests are validated in a thread.
        self._inline_list = None if self.entries is None else inline_list(as_arrays(self.entries))
        return self


def _needs_list(schema: dict[str, Any]) -> None:
    """Say in the JSON Schema of a request that it needs one of two fields."""
    schema["required"] = [name for name in schema.get("required", ()) if name != "user_name"]
    schema["oneOf"] = [
        {"required": ["user_name"], "properties": {"entries": {"type": "null"}}},
        {"required": ["entries"], "properties": {"entries": {"type": "array"}}},
    ]


class ListRequest(ListFields):
    """A request about the list of one user.

    user_name: empty if the list came with the request.
    """

    model_config = ConfigDict(json_schema_extra=_needs_list)

    user_name: UserName = Field(
        description="User of the site; trimmed, case-insensitive.", examples=["Some_User"]
    )

    @model_validator(mode="before")
    @classmethod
    def _allow_entries_alone(cls, data: object) -> object:
        if isinstance(data, Mapping) and data.get("entries") is not None:
            return {"user_name": _NO_NAME, **data}
        return data

    @field_validator("user_name", mode="wrap")
    @classmethod
    def _allow_no_name(cls, value: object, validate: ValidatorFunctionWrapHandler) -> str:
        if value is _NO_NAME:
            return ""
        name: str = validate(value)
        return name


class UserRequest(ListRequest):
    """A request about a user, and about those similar to them."""

    accuracy: Accuracy = 100.0
    banned_users: Array[UserHash] = Field(
        (),
        max_length=MAX_BANS,
        strict=False,
        description="Hashes of users left out of the similar users, as `POST /recommendations` "
        "showed them for the same user_name or the same entries; others are ignored.",
    )


def require_different(user_names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of several users; a validator that refuses to have one twice."""
    if len({normalise_name(name) for name in user_names}) < len(user_names):
        raise PydanticCustomError("same_user", "must not name a user twice")
    return user_names
