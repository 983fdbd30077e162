"""The fake Jikan, checked against the schemas of Jikan's API where they are available."""

import json
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import pytest
from jsonschema import Draft202012Validator

from reko_core.domain.models import Anime, Entries
from reko_demo.fake_jikan.faults import JIKAN_FAULTS
from reko_demo.fake_jikan.server import FakeJikan

LISTS = {
    "Somebody": Entries.build(np.array([1, 2]), np.array([9, 0]), np.array([2, 6])),
    "Another": Entries.build(np.array([1])),
}
TITLES = {1: Anime(1, "First", n_episodes=12), 2: Anime(2, "Second")}
SCHEMAS = {
    "anime/1/userupdates": "anime_userupdates",
    "users/somebody/friends": "user_friends",
    "random/users": "user_profile",
}


async def ask(jikan: FakeJikan, path: str) -> tuple[int, Any]:
    async with (
        jikan.serve() as base_url,
        aiohttp.ClientSession() as session,
        session.get(f"{base_url}/{path}") as response,
    ):
        text = await response.text()
        return response.status, json.loads(text) if text.startswith("{") else text


@pytest.mark.parametrize(("path", "schema"), SCHEMAS.items())
async def test_responses_match_jikans_schemas(path: str, schema: str, real_data: Path) -> None:
    file = real_data.parent / "mal_api" / "jikan_v4" / "openapi.json"
    if not file.is_file():
        pytest.skip("the description of Jikan's API is absent")
    description = json.loads(file.read_text())
    status, answer = await ask(FakeJikan(LISTS, TITLES, ["shy_one"]), path)
    assert status == 200
    document = answer["data"] if schema == "user_profile" else answer
    items = document if schema == "user_profile" else document["data"][0]
    # Jikan's description does not say which members may be null, and all may be absent.
    stripped = json.loads(json.dumps(document), object_hook=without_nulls)
    validator = Draft202012Validator({**description, "$ref": f"#/components/schemas/{schema}"})
    assert [error.message for error in validator.iter_errors(stripped)] == []
    assert items.get("username") or items["user"]["username"]


def without_nulls(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


async def test_updates_show_status_and_score_on_the_list() -> None:
    _, answer = await ask(FakeJikan(LISTS, TITLES), "anime/2/userupdates")
    (update,) = answer["data"]
    assert update["user"]["username"] == "Somebody"
    assert (update["status"], update["score"]) == ("Plan to Watch", None)
    assert answer["pagination"] == {"last_visible_page": 1, "has_next_page": False}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("anime/99/userupdates", 404),
        ("users/nobody/friends", 404),
        ("anime/1/userupdates?page=0", 400),
        ("anime/1/userupdates?page=x", 400),
    ],
)
async def test_invalid_requests_are_rejected_in_json(path: str, status: int) -> None:
    assert (await ask(FakeJikan(LISTS, TITLES), path))[1]["status"] == status


async def test_a_page_after_the_last_is_empty() -> None:
    _, answer = await ask(FakeJikan(LISTS, TITLES), "anime/1/userupdates?page=9")
    assert answer["data"] == []


async def test_permanent_faults_last_until_recovery() -> None:
    jikan = FakeJikan(LISTS, TITLES)
    jikan.fail(JIKAN_FAULTS["gateway_down"], "random")
    for _ in range(2):
        assert (await ask(jikan, "random/users"))[0] == 504
    assert (await ask(jikan, "users/somebody/friends"))[0] == 200
    jikan.recover()
    assert (await ask(jikan, "random/users"))[0] == 200
