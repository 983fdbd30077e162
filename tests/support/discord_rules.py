"""Checks everything that the bot sends against Discord's OpenAPI document and other rules."""

import copy
import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).parents[2]
OPENAPI = ROOT / os.environ.get("REKO_DATA", "../shared/data") / "../discord/openapi.json"

_URI = "urn:discord"
MAX_CONTENT, MAX_ROWS, MAX_BUTTONS, MAX_OPTIONS, MAX_EMBEDS = 2000, 5, 5, 25, 10
MAX_EMBED_CHARACTERS = 6000
MESSAGE_TYPES = (4, 7)
BUTTON, LINK = 2, 5

# The commands checked last: they are many, and every bot that starts sends the same.
_VALID_COMMANDS: list[Any] = []


def violations(requests: Iterable[Any]) -> list[str]:
    """Return the violations in the bodies of requests to Discord."""
    found = []
    for request in requests:
        sent = (request.path, request.json)
        if request.json is None or sent in _VALID_COMMANDS:
            continue
        where = f"{request.method} {_template(request.path)}"
        problems = (*schema_violations(request), *_against_rules(request))
        found += [f"{where}: {problem}" for problem in problems]
        if isinstance(request.json, list) and not problems:
            _VALID_COMMANDS[:] = [sent]
    return found


def is_schema_there() -> bool:
    return OPENAPI.is_file()


def schema_violations(request: Any) -> tuple[str, ...]:
    if not is_schema_there():
        return ()
    body = _without_tolerated(request.json)
    template = _template(request.path)
    if template == "/applications/@me" and isinstance(body.get("description"), str):
        # Discord's documentation has a text here, as discord.py does.
        body["description"] = {"default": body["description"]}
    return _schema_problems(request.method.lower(), template, body)


def _schema_problems(method: str, template: str, body: Any) -> tuple[str, ...]:
    schema = _schema(method, template)
    if schema is None:
        return ("no such route in the description",)
    # jsonschema is slow, but names the violation.
    if _fast_validator(method, template).is_valid(body):
        return ()
    return tuple(map(_deepest, _validator(method, template).iter_errors(body))) or ("is invalid",)


def _deepest(error: Any) -> str:
    """Return the most specific part that matches none of several alternatives."""
    while error.context:
        error = max(error.context, key=lambda one: len(one.absolute_path))
    path = "/".join(map(str, error.absolute_path))
    return f"{path}: {error.message[:300]}"


@cache
def _document() -> Any:
    return json.loads(OPENAPI.read_text())


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    found = []
    # Literal paths before those with parameters.
    for template in sorted(_document()["paths"], key=lambda path: path.count("{")):
        pattern = re.sub(r"\\\{[^/]+\\\}", "[^/]+", re.escape(template))
        found.append((re.compile(pattern), template))
    return found


def _template(path: str) -> str:
    if not is_schema_there():
        return path
    return next((name for pattern, name in _templates() if pattern.fullmatch(path)), path)


@cache
def _schema(method: str, template: str) -> Any:
    operation = _document()["paths"].get(template, {}).get(method, {})
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return None if schema is None else _absolute(schema)


@cache
def _fast_validator(method: str, template: str) -> jsonschema_rs.Draft202012Validator:
    registry = jsonschema_rs.Registry([(_URI, _document())])
    return jsonschema_rs.Draft202012Validator(_schema(method, template), registry=registry)


@cache
def _validator(method: str, template: str) -> Draft202012Validator:
    resource = Resource(contents=_document(), specification=DRAFT202012)
    registry: Any = Registry().with_resource(_URI, resource)
    return Draft202012Validator(_schema(method, template), registry=registry)


def _absolute(schema: Any) -> Any:
    """Make the references of a schema resolve in the whole document."""
    if isinstance(schema, dict):
        return {
            key: f"{_URI}{value}" if key == "$ref" else _absolute(value)
            for key, value in schema.items()
        }
    return [_absolute(one) for one in schema] if isinstance(schema, list) else schema


def _without_tolerated(body: Any) -> Any:
    """Remove fields that discord.py sends beyond the document, and Discord accepts."""
    body = copy.deepcopy(body)
    for message in _messages(body):
        message.pop("tts", None)
        if "recipient_id" in message:
            message["recipient_id"] = str(message["recipient_id"])
        for embed in message.get("embeds") or []:
            embed.pop("flags", None)
        for attachment in message.get("attachments") or []:
            attachment["id"] = str(attachment["id"])
        for row in message.get("components") or []:
            for component in row.get("components", ()):
                for default in component.get("default_values", ()):
                    default["id"] = str(default["id"])
    for command in body if isinstance(body, list) else []:
        command.pop("nsfw", None)
    return body


def _messages(body: Any) -> Iterator[dict[str, Any]]:
    if isinstance(body, dict):
        if "type" in body and "data" in body:
            if isinstance(body["data"], dict):
                yield body["data"]
        else:
            yield body


def _against_rules(request: Any) -> Iterator[str]:
    body = request.json
    if isinstance(body, list):
        for command in body:
            yield from _command_problems(command)
        return
    for message in _messages(body):
        yield from _message_problems(message)
        if "choices" in message and len(message["choices"]) > MAX_OPTIONS:
            yield "more than 25 choices"
        is_message = "embeds" in message or "content" in message
        if is_message and message.get("allowed_mentions", {}).get("parse") != []:
            yield "mentions are not switched off"


def _message_problems(message: dict[str, Any]) -> Iterator[str]:
    if len(message.get("content") or "") > MAX_CONTENT:
        yield "content of more than 2,000 characters"
    embeds = message.get("embeds") or []
    if len(embeds) > MAX_EMBEDS:
        yield "more than 10 embeds"
    if sum(map(_characters, embeds)) > MAX_EMBED_CHARACTERS:
        yield "more than 6,000 characters over all embeds"
    rows = message.get("components") or []
    if len(rows) > MAX_ROWS:
        yield "more than 5 rows"
    if any(len(row.get("components", ())) > MAX_BUTTONS for row in rows):
        yield "more than 5 buttons in a row"
    components = [one for row in rows for one in row.get("components", [row.get("component")])]
    yield from _component_problems([one for one in components if one])


def _component_problems(components: list[dict[str, Any]]) -> Iterator[str]:
    ids = [one["custom_id"] for one in components if "custom_id" in one]
    if len(set(ids)) != len(ids):
        yield f"a custom_id twice: {ids}"
    for one in components:
        if one["type"] == BUTTON and one["style"] != LINK and not one.get("custom_id"):
            yield "a button without custom_id"
        if one["type"] == BUTTON and not one.get("label") and not one.get("emoji"):
            yield "a button that says nothing"
        if len(one.get("options", ())) > MAX_OPTIONS:
            yield "more than 25 options"


def _characters(embed: dict[str, Any]) -> int:
    texts = [embed.get("title"), embed.get("description"), embed.get("footer", {}).get("text")]
    texts.append(embed.get("author", {}).get("name"))
    for field in embed.get("fields") or []:
        texts += [field["name"], field["value"]]
    return sum(len(text or "") for text in texts)


def _command_problems(command: dict[str, Any]) -> Iterator[str]:
    options = command.get("options") or []
    is_required = [bool(option.get("required")) for option in options]
    if is_required != sorted(is_required, reverse=True):
        yield f"{command['name']}: an optional option before a required one"
    for option in options:
        if len(option.get("choices") or ()) > MAX_OPTIONS:
            yield f"{command['name']}: more than 25 choices"
        yield from _command_problems(option)
