"""Settings of a Discord server, and the titles and users it has banned."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from reko_core.contract.fields import MAX_ANIME_ID, MAX_BANS, USER_HASH_PATTERN
from reko_core.errors import BadInput

__all__ = [
    "MAX_BANS",
    "GuildSettings",
    "Scope",
    "TitleBan",
    "TitleLanguage",
    "UserBan",
    "Visibility",
    "is_anime_id",
    "is_user_hash",
]

TitleLanguage = Literal["romaji", "english"]
"""In which titles are named: MAL's main names, or the English ones where there are any."""

Visibility = Literal["nobody", "server", "everybody"]
"""Who may learn a person's linked user and what follows from it: nobody, the members of servers in
which the person has used the bot, or everybody."""

_KEY = re.compile(r"(guild|person):([1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose bans and settings apply: those of a guild, or of one person.

    Outside of guilds a person's own bans are all that apply, in guilds they apply as well.
    """

    kind: Literal["guild", "person"]
    id: int

    @classmethod
    def guild(cls, guild_id: int) -> "Scope":
        """Return the scope of a guild."""
        return cls("guild", guild_id)

    @classmethod
    def person(cls, discord_id: int) -> "Scope":
        """Return the scope of one person: what they hide for themselves, everywhere."""
        return cls("person", discord_id)

    @classmethod
    def parse(cls, key: str) -> "Scope":
        """Return the scope of a key. Raises BadInput."""
        found = _KEY.fullmatch(key)
        if found is None:
            raise BadInput("scope", "is neither guild:<id> nor person:<id>")
        number = int(found[2])
        return cls.guild(number) if found[1] == "guild" else cls.person(number)

    @property
    def key(self) -> str:
        """The form under which the scope is stored."""
        return f"{self.kind}:{self.id}"

    @property
    def guild_id(self) -> int | None:
        """The guild, None for a person."""
        return self.id if self.kind == "guild" else None


class GuildSettings(BaseModel):
    """How Reko behaves in one guild."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    accuracy: float = Field(
        100.0,
        ge=0,
        le=100,
        allow_inf_nan=False,
        description="How close a community user must be to count as similar, in percent.",
    )
    titles_per_page: int = Field(4, ge=3, le=5, description="Titles shown on one page.")
    allow_adult: bool = Field(
        False, description="Recommend adult titles, too, in channels marked for adults."
    )
    who_may_ban: Literal["everyone", "moderators"] = Field(
        "everyone",
        description="Who has a say in bans. Moderators ban at once; others by vote, or not at all.",
    )
    votes_needed: int = Field(
        3, ge=1, le=25, description="Votes that ban a title; with 1 everyone bans at once."
    )
    title_language: TitleLanguage | None = Field(
        None, description="Of the names of titles; by default that of each reader."
    )
    is_private: bool = Field(False, description="Show answers only to the person who asked.")
    shows_pictures: bool = Field(
        True, description="Answer with a picture where there is one, instead of text."
    )
    lists_people: bool = Field(
        True, description="Whether those who allow it are listed to people in the server."
    )
    log_channel_id: int | None = Field(
        None, description="The channel that is told of bans and changed settings; by default none."
    )


@dataclass(frozen=True, slots=True)
class TitleBan:
    """A title that is never recommended. `banned_by` is a Discord id, None when forgotten.

    is_seen: a person hid it for themselves because they have seen it.
    """

    anime_id: int
    title: str
    banned_by: int | None
    banned_at: datetime
    is_seen: bool = False


@dataclass(frozen=True, slots=True)
class UserBan:
    """A community user, by keyed hash, who is never a neighbour."""

    user_hash: str
    banned_by: int | None
    banned_at: datetime


def is_anime_id(value: object) -> bool:
    """Return whether a value may be the id of a title."""
    return isinstance(value, int) and value is not True and 1 <= value <= MAX_ANIME_ID


def is_user_hash(value: object) -> bool:
    """Return whether a value has the format of a user hash."""
    return isinstance(value, str) and re.fullmatch(USER_HASH_PATTERN, value) is not None
