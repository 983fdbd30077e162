"""JSON and JSON Schema as HTML."""

import json
import re
from collections.abc import Iterator
from html import escape

from reko_api.openapi.schemas import JsonObject

__all__ = ["field_rows", "json_markup", "model_card"]

MAX_LINE = 72
JSON_LEAF = re.compile(r"[\[{]\s+[^\[\]{}]*?\s+[\]}]")
JSON_TOKEN = re.compile(
    r'(?P<k>"(?:[^"\\]|\\.)*"(?=:))|(?P<s>"(?:[^"\\]|\\.)*")|(?P<n>-?\d[\d.]*|true|false|null)'
)


def json_markup(value: JsonObject) -> str:
    """Return indented, coloured JSON, short arrays and objects on one line."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    text = JSON_LEAF.sub(_on_one_line, text)
    pieces, end = [], 0
    for token in JSON_TOKEN.finditer(text):
        pieces += [
            escape(text[end : token.start()]),
            f'<span class="{token.lastgroup}">{escape(token[0], quote=False)}</span>',
        ]
        end = token.end()
    return "".join(pieces) + escape(text[end:])


def field_rows(schema: JsonObject) -> Iterator[str]:
    """Yield a table row for each field of a request."""
    for name, field in schema["properties"].items():
        is_optional = "default" in field
        default = f"default {json.dumps(field['default'])}" if is_optional else "required"
        note = escape(_limits(field) + default)
        yield (
            f"<tr><td><code>{escape(name)}</code></td><td class='type'>{escape(_type(field))}</td>"
            f"<td>{escape(field['description'])} <small>{note}</small></td></tr>"
        )


def model_card(name: str, schema: JsonObject) -> str:
    """Return a definition of one model: its meaning and the types of its fields."""
    fields = "".join(
        f"<li><code>{escape(field)}</code> <span>{escape(_type(spec))}</span></li>"
        for field, spec in schema["properties"].items()
    )
    description = escape(schema["description"].replace("`", ""))
    return (
        f"<div><dt>{escape(name)}</dt><dd><small>{description}</small><ul>{fields}</ul></dd></div>"
    )


def _on_one_line(leaf: re.Match[str]) -> str:
    line = re.sub(r"\s*\n\s*", " ", leaf[0])
    line = f"[{line[2:-2]}]" if line.startswith("[") else line
    return line if len(line) <= MAX_LINE else leaf[0]


def _limits(field: JsonObject) -> str:
    if "anyOf" in field:
        return "".join(_limits(option) for option in field["anyOf"])
    if "minimum" in field:
        return f"{field['minimum']} to {field['maximum']}, "
    if "maxItems" in field:
        return f"at most {field['maxItems']}, "
    return "2-16 letters, digits, - or _, " if "pattern" in field else ""


def _type(field: JsonObject) -> str:
    """Return the type of a field, such as `string or null`, `Expected` or `integer[]`."""
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        names = [_type(option) for option in field["anyOf"]]
        return "number" if set(names) == {"integer", "number"} else " or ".join(names)
    if field["type"] == "array":
        return f"{_type(field['items'])}[]"
    return str(field["type"])
