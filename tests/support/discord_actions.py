"""Reading messages in a simulated Discord, and concurrent or tampered actions."""

from typing import Any

from simcord.backend import serializers
from simcord.enums import InteractionType
from simcord.interactions import base_payload
from simcord.results import InteractionResult

BUTTON, MENU, TEXT_OPTION = 2, 3, 3


def buttons(message: Any, start: str = "") -> list[dict[str, Any]]:
    """Return the buttons and menus whose custom_id begins with `reko:<start>`."""
    rows = [row if isinstance(row, dict) else row.to_dict() for row in message.components]
    return [
        one
        for row in rows
        for one in row.get("components", [])
        if one["custom_id"].startswith(f"reko:{start}")
    ]


def ids_of(message: Any, start: str) -> list[str]:
    return [one["custom_id"] for one in buttons(message, start)]


def labels(message: Any, start: str) -> list[str]:
    return [one.get("label", "") for one in buttons(message, start)]


def titles(message: Any) -> list[str]:
    """Return the titles of a page, without their ranks."""
    return [str(embed.title).partition(" · ")[2] for embed in message.embeds[1:]]


def ranks(message: Any) -> list[int]:
    return [int(str(embed.title).partition(" · ")[0]) for embed in message.embeds[1:]]


def anime_ids(message: Any) -> list[int]:
    return [int(custom_id.rpartition(":")[2]) for custom_id in ids_of(message, "ban:")]


def result_id(message: Any) -> str:
    return ids_of(message, "refresh:")[0].rpartition(":")[2]


def private_text(result: InteractionResult) -> str:
    """Return the text of the last ephemeral message."""
    messages = result.followups or [result.response]
    assert messages[-1] is not None
    assert messages[-1].ephemeral
    return str(messages[-1].content)


def emit_press(
    actor: Any, message: Any, custom_id: str, values: list[str] | None = None
) -> InteractionResult:
    """Press a button without waiting for the effect.

    If the message has no such button, it is added, as by an older version of the bot or by
    somebody who copies custom_ids.
    """
    env = actor._env
    channel_id = getattr(message, "channel_id", None) or message.channel.id
    data: dict[str, Any] = {"custom_id": custom_id, "component_type": BUTTON}
    if values is not None:
        data |= {"component_type": MENU, "values": values}
    record, payload = base_payload(
        env.backend,
        type=InteractionType.MESSAGE_COMPONENT,
        channel_id=channel_id,
        guild_id=_guild_id(actor),
        user_id=actor.id,
        data=data,
    )
    stored = env.backend.get_message(channel_id, message.id)
    payload["message"] = dict(serializers.message_payload(env.backend, stored))
    if custom_id not in ids_of(message, ""):
        planted = {"type": data["component_type"], "custom_id": custom_id, "style": 2, "id": 90}
        planted["options"] = [{"label": value, "value": value} for value in values or ()]
        payload["message"]["components"] = [{"type": 1, "id": 91, "components": [planted]}]
    record.source_message_id = stored.id
    env.backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(env, record)


def emit_slash(actor: Any, channel: Any, name: str, **options: str) -> InteractionResult:
    """Send a command without waiting for the effect."""
    env = actor._env
    root = env.backend.find_command(name, _guild_id(actor), type=1)
    given = [{"name": key, "type": TEXT_OPTION, "value": text} for key, text in options.items()]
    record, payload = base_payload(
        env.backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=channel.id,
        guild_id=_guild_id(actor),
        user_id=actor.id,
        data={"id": root["id"], "name": name, "type": 1, "options": given},
    )
    env.backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(env, record)


async def press_planted(
    actor: Any, message: Any, custom_id: str, values: list[str] | None = None
) -> InteractionResult:
    """Press a button that this message does not have."""
    result = emit_press(actor, message, custom_id, values)
    await actor._env.settle()
    return result


def _guild_id(actor: Any) -> int | None:
    guild = getattr(actor, "guild", None)
    return None if guild is None else guild.id
