"""The check of Discord's rules finds violations."""

from types import SimpleNamespace
from typing import Any

import pytest
from discord_rules import is_schema_there, violations

REPLY = "/interactions/1/token/callback"
EDIT = "/webhooks/1/token/messages/@original"
NO_MENTIONS = {"parse": []}


def _sent(path: str, **message: Any) -> Any:
    message = {"allowed_mentions": NO_MENTIONS, **message}
    if path == REPLY:
        return SimpleNamespace(method="POST", path=path, json={"type": 4, "data": message})
    return SimpleNamespace(method="PATCH", path=path, json=message)


def _button(custom_id: str = "a", **parts: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "x", "custom_id": custom_id, **parts}


def _rows(*buttons: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": 1, "components": list(buttons)}]


@pytest.mark.parametrize("path", [REPLY, EDIT])
def test_a_valid_message_breaks_no_rule(path: str) -> None:
    embeds = [{"title": "x" * 256, "description": "x" * 4096}]
    sound = _sent(path, content="x" * 2000, embeds=embeds, components=_rows(_button()))
    assert violations([sound]) == []


@pytest.mark.parametrize("path", [REPLY, EDIT])
@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"content": "x" * 2001}, "2,000 characters"),
        ({"embeds": [{"description": "x" * 2001}] * 3}, "6,000 characters"),
        ({"embeds": [{"description": "x"}] * 11}, "more than 10 embeds"),
        ({"components": _rows(_button()) * 6}, "more than 5 rows"),
        ({"components": _rows(*(_button(str(n)) for n in range(6)))}, "more than 5 buttons"),
        ({"components": _rows(_button("a"), _button("a"))}, "a custom_id twice"),
        ({"components": _rows(_button(label=""))}, "says nothing"),
        ({"content": "@everyone", "allowed_mentions": {"parse": ["everyone"]}}, "mentions"),
    ],
)
def test_rules_beyond_the_schema_are_checked(path: str, message: dict[str, Any], text: str) -> None:
    assert any(text in problem for problem in violations([_sent(path, **message)]))


@pytest.mark.skipif(not is_schema_there(), reason="Discord's description is absent: see REKO_DATA")
@pytest.mark.parametrize("path", [REPLY, EDIT])
@pytest.mark.parametrize(
    "message",
    [
        {"embeds": [{"title": "x" * 257}]},
        {"embeds": [{"description": "x" * 4097}]},
        {"embeds": [{"footer": {"text": "x" * 2049}}]},
        {"components": _rows(_button("x" * 101))},
        {"components": _rows(_button(label="x" * 81))},
    ],
)
def test_rules_of_the_schema_are_checked(path: str, message: dict[str, Any]) -> None:
    assert violations([_sent(path, **message)])


async def test_messages_of_the_bot_are_checked(world: Any) -> None:
    """A page that is too long is reported, so that each test would fail at its end."""
    await world.reko()
    sent = [one for one in world.env.http_requests if "@original" in one.path]
    assert sent
    assert violations(sent) == []
    body = {**sent[0].json, "embeds": [{"description": "x" * 4000}] * 2}
    too_long = SimpleNamespace(method=sent[0].method, path=sent[0].path, json=body)
    assert violations([too_long])
