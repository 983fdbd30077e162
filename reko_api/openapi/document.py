"""The OpenAPI 3.1 document, made from the models and the declared errors."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from importlib.metadata import version
from itertools import groupby
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from reko_api.errors import (
    ANIME_NOT_FOUND,
    BAD_INPUT,
    BODY_TIMEOUT,
    BODY_TOO_LARGE,
    INTERNAL,
    KEY_REQUIRED,
    KINDS,
    LIST_PRIVATE,
    MAL_RATE_LIMITED,
    MAL_REFUSED,
    MAL_UNAVAILABLE,
    MALFORMED,
    NO_SNAPSHOT,
    NOT_READY,
    SHUTTING_DOWN,
    STORE_FAILED,
    TIMED_OUT,
    TOO_BUSY,
    TOO_MANY_REQUESTS,
    UNKNOWN_KEY,
    USER_NOT_FOUND,
    WRONG_CONTENT_TYPE,
    FieldProblem,
    Kind,
    Refused,
)
from reko_api.middleware.problems import PROBLEM_MEDIA_TYPE, Problem, problem_of
from reko_api.openapi.examples import (
    example_request,
    example_response,
    example_why_request,
    example_why_response,
)
from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.contract.recommend import Request, Response

__all__ = ["openapi_document", "render_document"]

JsonObject = dict[str, Any]

EXAMPLE_REQUEST_ID = "5f0c6a1e9d3b4c7f8a2e1b0d9c8f7a6b"
RECOMMENDATION_KINDS = (
    BAD_INPUT,
    MALFORMED,
    KEY_REQUIRED,
    UNKNOWN_KEY,
    LIST_PRIVATE,
    USER_NOT_FOUND,
    BODY_TIMEOUT,
    BODY_TOO_LARGE,
    WRONG_CONTENT_TYPE,
    TOO_MANY_REQUESTS,
    MAL_RATE_LIMITED,
    INTERNAL,
    MAL_REFUSED,
    MAL_UNAVAILABLE,
    TOO_BUSY,
    NO_SNAPSHOT,
    STORE_FAILED,
    TIMED_OUT,
    SHUTTING_DOWN,
)
READINESS_KINDS = (INTERNAL, NOT_READY, STORE_FAILED, NO_SNAPSHOT, TIMED_OUT, SHUTTING_DOWN)
# Names of users are trimmed before they are looked at; the document says what is accepted.
TRIMMED_NAME = r"^[ \t\r\n]*[A-Za-z0-9_-]{2,16}[ \t\r\n]*$"
REQUEST_ID_HEADER = {
    "description": "The id of the request: the X-Request-ID it came with, if sane, or a new one.",
    "required": True,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9-]{8,64}$"},
}
RETRY_AFTER_HEADER = {
    "description": "Seconds to wait before asking again.",
    "schema": {"type": "integer", "minimum": 1},
}
SECURITY_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key from the operator, with a limit of its own. Some deployments ask "
        "for one; a wrong one is refused by all.",
    },
    "header": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "The same key in a header of its own.",
    },
}
HEALTH_SCHEMA = {
    "type": "object",
    "properties": {
        "status": {"const": "ok"},
        "checks": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["status"],
}


def openapi_document() -> JsonObject:
    """Describe every route, every field and every problem."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Reko",
            "version": version("reko"),
            "summary": "Anime recommendations for MyAnimeList users.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/recommendations": {"post": _recommendations()},
            "/recommendations/why": {"post": _why()},
            "/healthz": {"get": _health("The process lives.", "getHealth", ())},
            "/readyz": {
                "get": _health("Requests can be answered.", "getReadiness", READINESS_KINDS)
            },
            "/metrics": {"get": _text("Figures for Prometheus.", "getMetrics", "text/plain")},
            "/docs": {"get": _text("The documentation for people.", "getDocs", "text/html")},
            "/openapi.json": {"get": _self_description()},
        },
        "components": {
            "schemas": _schemas(),
            "headers": {"X-Request-ID": REQUEST_ID_HEADER, "Retry-After": RETRY_AFTER_HEADER},
            "securitySchemes": SECURITY_SCHEMES,
        },
    }


def render_document(document: JsonObject) -> bytes:
    """Put the document on the wire."""
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _schemas() -> JsonObject:
    _, definitions = models_json_schema(
        [
            (Request, "validation"),
            (Response, "serialization"),
            (WhyRequest, "validation"),
            (WhyResponse, "serialization"),
            (Problem, "serialization"),
        ],
        ref_template="#/components/schemas/{model}",
    )
    schemas = cast(JsonObject, _standard_keywords(definitions["$defs"]))
    for name in ("Request", "WhyRequest"):
        schemas[name]["properties"]["user_name"]["pattern"] = TRIMMED_NAME
    return schemas


def _standard_keywords(schema: object) -> object:
    """Give pydantic's limits their JSON Schema names.

    Behind a validator of one's own and on unions pydantic writes `ge` and `le`, which JSON
    Schema does not know.
    """
    names = {"ge": "minimum", "le": "maximum"}
    if isinstance(schema, dict):
        return {names.get(key, key): _standard_keywords(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_standard_keywords(value) for value in schema]
    return schema


def _recommendations() -> JsonObject:
    return _question(
        "recommend",
        "Recommend anime to a MyAnimeList user.",
        example_request(),
        example_response(),
        told="Recommendations, best first, and the similar users behind them.",
        kinds=RECOMMENDATION_KINDS,
    )


def _why() -> JsonObject:
    return _question(
        "explain",
        "Explain what is expected of one title for a MyAnimeList user.",
        example_why_request(),
        example_why_response(),
        told="The expected score, what pushes it up or down, and what similar users thought.",
        kinds=(*RECOMMENDATION_KINDS, ANIME_NOT_FOUND),
    )


def _question(
    operation_id: str,
    summary: str,
    question: BaseModel,
    answer: BaseModel,
    *,
    told: str,
    kinds: Iterable[Kind],
) -> JsonObject:
    """Describe a route by an example of what is asked and of what is answered."""
    asked = _content(question, question.model_dump(mode="json", exclude_unset=True))
    answered = _content(answer, answer.model_dump(mode="json"))
    return {
        "operationId": operation_id,
        "summary": summary,
        "security": [{}, *({name: []} for name in SECURITY_SCHEMES)],
        "parameters": [
            {
                "name": "X-Request-ID",
                "in": "header",
                "description": "An id of your own for the request; others are replaced.",
                "schema": {"type": "string"},
            }
        ],
        "requestBody": {"required": True, "content": asked},
        "responses": {"200": _answer(told, answered), **_problems(kinds)},
    }


def _content(example: BaseModel, value: JsonObject) -> JsonObject:
    schema = {"$ref": f"#/components/schemas/{type(example).__name__}"}
    return {"application/json": {"schema": schema, "examples": {"some": {"value": value}}}}


def _health(summary: str, operation_id: str, kinds: Iterable[Kind]) -> JsonObject:
    answer = _answer(summary, {"application/json": {"schema": HEALTH_SCHEMA}})
    return {
        "operationId": operation_id,
        "summary": summary,
        "responses": {"200": answer, **_problems(kinds)},
    }


def _text(summary: str, operation_id: str, media_type: str) -> JsonObject:
    return {
        "operationId": operation_id,
        "summary": summary,
        "responses": {"200": _answer(summary, {media_type: {"schema": {"type": "string"}}})},
    }


def _self_description() -> JsonObject:
    summary = "This document."
    return {
        "operationId": "getOpenApi",
        "summary": summary,
        "responses": {
            "200": _answer(summary, {"application/json": {"schema": {"type": "object"}}})
        },
    }


def _answer(description: str, content: JsonObject) -> JsonObject:
    return {
        "description": description,
        "headers": {"X-Request-ID": {"$ref": "#/components/headers/X-Request-ID"}},
        "content": content,
    }


def _problems(kinds: Iterable[Kind]) -> JsonObject:
    """Describe problems, those of one status together."""
    by_status = groupby(sorted(kinds, key=KINDS.index), key=lambda kind: kind.status)
    return {str(status): _problem_answer(status, tuple(group)) for status, group in by_status}


def _problem_answer(status: int, kinds: tuple[Kind, ...]) -> JsonObject:
    answer = _answer(
        HTTPStatus(status).phrase,
        {
            PROBLEM_MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {kind.slug: _problem_example(kind) for kind in kinds},
            }
        },
    )
    if any(kind.retry_after_s is not None for kind in kinds):
        answer["headers"]["Retry-After"] = {"$ref": "#/components/headers/Retry-After"}
    return answer


def _problem_example(kind: Kind) -> JsonObject:
    fields = (FieldProblem("accuracy", "must be at most 100"),) if kind is BAD_INPUT else ()
    checks = {"database": "ok", "snapshot": "missing"} if kind is NOT_READY else {}
    problem = problem_of(Refused(kind, fields=fields), EXAMPLE_REQUEST_ID, checks)
    return {
        "summary": kind.title,
        "value": problem.model_dump(mode="json", exclude_defaults=True),
    }
