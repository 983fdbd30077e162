from typing import Any

import pytest
from pydantic import ValidationError

from reko_core.contract import fields as contract
from reko_core.errors import BadInput
from reko_core.guilds import models as guilds
from reko_core.guilds.models import GuildSettings, Scope, is_anime_id, is_user_hash

HASH = "0cc175b9c0f1b6a831c399e269772661"


@pytest.mark.parametrize("scope", [Scope.guild(123), Scope.person(2**63 - 1)])
def test_a_scope_is_parsed_from_its_key(scope: Scope) -> None:
    assert Scope.parse(scope.key) == scope


def test_scopes_of_a_guild_and_a_person_differ() -> None:
    assert Scope.guild(5).key == "guild:5"
    assert Scope.person(5).key == "person:5"
    assert (Scope.guild(5).guild_id, Scope.person(5).guild_id) == (5, None)


@pytest.mark.parametrize(
    "key", ["", "guild:", "guild:0", "guild:-1", "guild: 1", "guild:1\n", "guild:٣", "user:1"]
)
def test_other_keys_are_no_scopes(key: str) -> None:
    with pytest.raises(BadInput) as refused:
        Scope.parse(key)
    assert refused.value.field == "scope"


def test_every_setting_is_described_and_has_a_default() -> None:
    assert all(field.description for field in GuildSettings.model_fields.values())
    assert GuildSettings().model_dump() == {
        "accuracy": 100.0,
        "titles_per_page": 4,
        "allow_adult": False,
        "who_may_ban": "everyone",
        "votes_needed": 3,
        "title_language": None,
        "is_private": False,
        "shows_pictures": True,
        "lists_people": True,
        "log_channel_id": None,
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("accuracy", float("nan")),
        ("accuracy", 100.5),
        ("accuracy", "90"),
        ("titles_per_page", 2),
        ("titles_per_page", 6),
        ("allow_adult", 1),
        ("who_may_ban", "nobody"),
        ("votes_needed", 0),
        ("votes_needed", 26),
        ("is_private", None),
        ("colour", "red"),
    ],
)
def test_settings_out_of_range_are_refused(name: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        GuildSettings(**{name: value})


def test_a_scope_may_hold_as_many_bans_as_a_request() -> None:
    assert guilds.MAX_BANS == contract.MAX_BANS


@pytest.mark.parametrize("value", [1, 2**31 - 1])
def test_ids_of_titles_are_recognised(value: object) -> None:
    assert is_anime_id(value)


@pytest.mark.parametrize("value", [0, -1, 2**31, True, 1.0, "1", None])
def test_other_values_are_no_ids(value: object) -> None:
    assert not is_anime_id(value)


def test_hashes_are_recognised_by_their_format() -> None:
    assert is_user_hash(HASH)
    assert not any(map(is_user_hash, [HASH.upper(), HASH[:-1], HASH + "\n", "g" * 32, 1, None]))
