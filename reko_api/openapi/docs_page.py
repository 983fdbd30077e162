"""The documentation for people: one page that needs nothing from elsewhere.

It is filled from the OpenAPI document once, when the application is made.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from reko_api.errors import KINDS, Kind

__all__ = ["render_page"]

JsonObject = dict[str, Any]

REQUEST_PATH = "/recommendations"
WHY_PATH = "/recommendations/why"
SERVER_ERRORS = 500
# The models of an answer in reading order.
ANSWER_MODELS = (
    "Response",
    "Metadata",
    "UserCounts",
    "RekoCounts",
    "Algorithm",
    "SimilarUser",
    "NeighbourRekos",
    "Recommendation",
    "AnimeInfo",
    "Expected",
    "RelatedAnime",
)
WHY_MODELS = (
    "WhyResponse",
    "WhyMetadata",
    "ExpectedRange",
    "OwnEntry",
    "Influence",
    "Without",
    "SimilarOpinions",
    "ClosestUser",
)
MAX_LINE = 72
JSON_LEAF = re.compile(r"[\[{]\s+[^\[\]{}]*?\s+[\]}]")
JSON_TOKEN = re.compile(
    r'(?P<k>"(?:[^"\\]|\\.)*"(?=:))|(?P<s>"(?:[^"\\]|\\.)*")|(?P<n>-?\d[\d.]*|true|false|null)'
)


def render_page(document: JsonObject) -> tuple[bytes, str]:
    """Return the page and the Content-Security-Policy that admits its style and script."""
    style, script, template = (_asset(f"page.{kind}") for kind in ("css", "js", "html"))
    page = Template(template).substitute(
        style=style, script=script, version=escape(document["info"]["version"]), **_parts(document)
    )
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return page.encode(), policy


def _parts(document: JsonObject) -> dict[str, str]:
    schemas = document["components"]["schemas"]
    post = document["paths"][REQUEST_PATH]["post"]
    why = document["paths"][WHY_PATH]["post"]
    request, question = _example(post["requestBody"]), _example(why["requestBody"])
    return {
        "curl": _curl(REQUEST_PATH, {"user_name": request["user_name"]}),
        "why_curl": _curl(WHY_PATH, {name: question[name] for name in ("user_name", "anime_id")}),
        "why_fields": "".join(_request_rows(schemas["WhyRequest"])),
        "why_example": _coloured(_example(why["responses"]["200"])),
        "why_models": "".join(_model(name, schemas[name]) for name in WHY_MODELS),
        "request_fields": "".join(_request_rows(schemas["Request"])),
        "request_example": _coloured(request),
        "response_example": _coloured(_example(post["responses"]["200"])),
        "response_models": "".join(_model(name, schemas[name]) for name in ANSWER_MODELS),
        "problem_example": _coloured(_example(post["responses"]["400"])),
        "problems": "".join(_problem_row(kind) for kind in KINDS),
        "routes": "".join(_route_rows(document["paths"])),
    }


def _asset(name: str) -> str:
    return files("reko_api.openapi").joinpath("page", name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _example(part: JsonObject) -> JsonObject:
    """Return the first example of a request body or an answer."""
    (content,) = part["content"].values()
    example: JsonObject = next(iter(content["examples"].values()))["value"]
    return example


def _curl(path: str, question: JsonObject) -> str:
    return escape(
        f"curl http://localhost:8080{path} \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        f"  -d '{json.dumps(question)}'",
        quote=False,
    )


def _coloured(value: JsonObject) -> str:
    """Return indented JSON as HTML, short arrays and objects on one line."""
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


def _on_one_line(leaf: re.Match[str]) -> str:
    line = re.sub(r"\s*\n\s*", " ", leaf[0])
    line = f"[{line[2:-2]}]" if line.startswith("[") else line
    return line if len(line) <= MAX_LINE else leaf[0]


def _request_rows(schema: JsonObject) -> Iterator[str]:
    for name, field in schema["properties"].items():
        is_required = name in schema["required"]
        default = "required" if is_required else f"default {json.dumps(field['default'])}"
        note = escape(_limits(field) + default)
        yield (
            f"<tr><td><code>{escape(name)}</code></td><td class='type'>{escape(_type(field))}</td>"
            f"<td>{escape(field['description'])} <small>{note}</small></td></tr>"
        )


def _limits(field: JsonObject) -> str:
    if "anyOf" in field:
        return "".join(_limits(option) for option in field["anyOf"])
    if "minimum" in field:
        return f"{field['minimum']} to {field['maximum']}, "
    if "maxItems" in field:
        return f"at most {field['maxItems']}, "
    return "2-16 letters, digits, - or _, " if "pattern" in field else ""


def _type(field: JsonObject) -> str:
    """Say the type of a field as people write it: `string or null`, `Expected`, `integer[]`."""
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        names = [_type(option) for option in field["anyOf"]]
        return "number" if set(names) == {"integer", "number"} else " or ".join(names)
    if field["type"] == "array":
        return f"{_type(field['items'])}[]"
    return str(field["type"])


def _model(name: str, schema: JsonObject) -> str:
    fields = "".join(
        f"<li><code>{escape(field)}</code> <span>{escape(_type(spec))}</span></li>"
        for field, spec in schema["properties"].items()
    )
    description = escape(schema["description"].replace("`", ""))
    return (
        f"<div><dt>{escape(name)}</dt><dd><small>{description}</small><ul>{fields}</ul></dd></div>"
    )


def _problem_row(kind: Kind) -> str:
    tag = ' <span class="tag">Retry-After</span>' if kind.retry_after_s is not None else ""
    side = "server" if kind.status >= SERVER_ERRORS else "client"
    return (
        f'<tr id="problem-{kind.slug}"><td><span class="status {side}">{kind.status}</span></td>'
        f"<td><strong>{escape(kind.title)}</strong><small>{kind.slug}</small>{tag}</td>"
        f"<td>{escape(kind.detail)}</td></tr>"
    )


def _route_rows(paths: JsonObject) -> Iterator[str]:
    for path, operations in paths.items():
        if "get" in operations:
            yield (
                f"<tr><td><code>GET {escape(path)}</code></td>"
                f"<td>{escape(operations['get']['summary'])}</td></tr>"
            )
