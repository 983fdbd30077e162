"""The documentation page: one file, rendered from the OpenAPI document, without foreign parts."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import urlencode

from reko_api.openapi.markup import field_rows, json_markup, model_card
from reko_api.openapi.schemas import JsonObject
from reko_api.problem_types import ProblemType

__all__ = ["render_page"]

ORIGIN = "http://localhost:8080"
REFERENCE = re.compile(r"#/components/schemas/(\w+)")


def render_page(document: JsonObject) -> tuple[bytes, str]:
    """Return the page and the Content-Security-Policy that admits its style and script."""
    style, script = _asset("page.css"), _asset("page.js")
    described = [
        (path, method, operation)
        for path, methods in _paths(document)
        for method, operation in methods.items()
        if "description" in operation
    ]
    problem = described[0][2]["responses"]["400"]
    page = Template(_asset("page.html")).substitute(
        style=style,
        script=script,
        version=escape(document["info"]["version"]),
        description=escape(document["info"]["description"]),
        links="".join(
            f'<li><a href="#{operation["operationId"]}">{path}</a></li>'
            for path, _, operation in described
        ),
        operations="".join(_operation(document, *one) for one in described),
        problem_example=json_markup(_example(problem)),
        problems="".join(map(_problem_row, ProblemType)),
        routes="".join(_route_rows(document)),
        legal="".join(_legal_links(document)),
    )
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return page.encode(), policy


def _paths(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    return iter(document["paths"].items())


def _operation(document: JsonObject, path: str, method: str, operation: JsonObject) -> str:
    """Render everything about a route that takes a request: in its body, or in its query."""
    schemas = document["components"]["schemas"]
    response = operation["responses"]["200"]
    if "requestBody" in operation:
        request_model = _model_name(operation["requestBody"])
        request_schema = schemas[request_model]
        nested = _models(schemas, request_model)[1:]
        example = _example(operation["requestBody"])
        names = [*request_schema.get("required", ()), *_first_choice(request_schema)] or example
        required = {name: example[name] for name in names}
        curl, form = _curl(path, required), _form(path, required)
    else:
        request_schema, nested = _query_schema(operation), []
        required = {
            name: request_schema["properties"][name]["examples"][0]
            for name in request_schema["required"]
        }
        curl, form = _curl(f"{path}?{urlencode(required)}"), ""
    return Template(_asset("operation.html")).substitute(
        id=operation["operationId"],
        method=method.upper(),
        path=escape(path),
        summary=escape(operation["summary"].rstrip(".")),
        description=escape(operation["description"]),
        curl=curl,
        fields="".join(field_rows(request_schema)),
        form=form,
        response_example=json_markup(_example(response)),
        models="".join(
            model_card(name, schemas[name])
            for name in (*nested, *_models(schemas, _model_name(response)))
            if "properties" in schemas[name]
        ),
    )


def _first_choice(schema: JsonObject) -> list[str]:
    """Return the fields that are needed unless others are sent."""
    choices: list[JsonObject] = schema.get("oneOf", [])
    return choices[0]["required"] if choices else []


def _query_schema(operation: JsonObject) -> JsonObject:
    """Return the parameters of a query as the schema of an object."""
    query = [one for one in operation["parameters"] if one["in"] == "query"]
    return {
        "properties": {
            one["name"]: {**one["schema"], "description": one["description"]} for one in query
        },
        "required": [one["name"] for one in query if one["required"]],
    }


def _form(path: str, body: JsonObject) -> str:
    return Template(_asset("form.html")).substitute(
        path=escape(path),
        request_json=escape(json.dumps(body, indent=2)),
        n_lines=len(body) + 3,
    )


def _models(schemas: JsonObject, name: str) -> list[str]:
    """Return the names of a model and of all that it refers to, in reading order."""
    names = [name]
    for found in names:
        for reference in REFERENCE.findall(json.dumps(schemas[found])):
            if reference not in names:
                names.append(reference)
    return names


def _content(part: JsonObject) -> JsonObject:
    """Return the schema and examples of the first media type, which is JSON."""
    content: JsonObject = next(iter(part["content"].values()))
    return content


def _model_name(part: JsonObject) -> str:
    return str(_content(part)["schema"]["$ref"]).rpartition("/")[2]


def _example(part: JsonObject) -> JsonObject:
    """Return the first example of a request body or a response."""
    example: JsonObject = next(iter(_content(part)["examples"].values()))["value"]
    return example


def _asset(name: str) -> str:
    return files("reko_api.openapi").joinpath("templates", name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _curl(target: str, body: JsonObject | None = None) -> str:
    command = f"curl '{ORIGIN}{target}'"
    if body is not None:
        header = "-H 'Content-Type: application/json'"
        command = f"curl {ORIGIN}{target} \\\n  {header} \\\n  -d '{json.dumps(body)}'"
    return escape(command, quote=False)


def _problem_row(problem: ProblemType) -> str:
    tag = ' <span class="tag">Retry-After</span>' if problem.retry_after_s is not None else ""
    side = "server" if problem.is_server_error else "client"
    return (
        f'<tr id="problem-{problem.slug}">'
        f'<td><span class="status {side}">{problem.status}</span></td>'
        f"<td><strong>{escape(problem.title)}</strong><small>{problem.slug}</small>{tag}</td>"
        f"<td>{escape(problem.detail)}</td></tr>"
    )


def _route_rows(document: JsonObject) -> Iterator[str]:
    for path, methods in _paths(document):
        for method, operation in methods.items():
            if "description" not in operation:
                yield (
                    f"<tr><td><code>{method.upper()} {escape(path)}</code></td>"
                    f"<td>{escape(operation['summary'])}</td></tr>"
                )


def _legal_links(document: JsonObject) -> Iterator[str]:
    """Yield links to the privacy policy and the terms, where the document has them."""
    if "externalDocs" in document:
        for name, url in (
            (document["externalDocs"]["description"], document["externalDocs"]["url"]),
            ("Terms", document["info"]["termsOfService"]),
        ):
            yield f'<p class="aside"><a href="{escape(url)}">{name}</a></p>\n'
