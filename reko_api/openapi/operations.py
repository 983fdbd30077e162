"""OpenAPI operations: what a route takes, and every response and problem it may return."""

from collections.abc import Iterable
from http import HTTPStatus
from itertools import groupby

from pydantic import BaseModel

from reko_api.errors import FieldError, ProblemError
from reko_api.middleware.problems import PROBLEM_MEDIA_TYPE, problem_details
from reko_api.openapi.schemas import JsonObject, query_parameters
from reko_api.problem_types import ProblemType
from reko_core.contract.user_request import ListFields

__all__ = [
    "get_operation",
    "picture_operation",
    "post_operation",
    "query_operation",
    "redirect_operation",
]

STREAM_MEDIA_TYPE = "application/x-ndjson"
MULTIPART_MEDIA_TYPE = "multipart/form-data"
EXAMPLE_REQUEST_ID = "5f0c6a1e9d3b4c7f8a2e1b0d9c8f7a6b"

REQUEST_ID_PARAMETER: JsonObject = {
    "name": "X-Request-ID",
    "in": "header",
    "description": "Your own id for the request; an invalid one is replaced.",
    "schema": {"type": "string"},
}
IF_NONE_MATCH_PARAMETER: JsonObject = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of a response that you have: while it is current, the status is 304.",
    "schema": {"type": "string"},
}
UPLOAD_CONTENT: JsonObject = {
    MULTIPART_MEDIA_TYPE: {
        "schema": {
            "type": "object",
            "required": ["file"],
            "properties": {
                "file": {
                    "type": "string",
                    "format": "binary",
                    "description": "A list, instead of user_name and entries: the XML export of "
                    "MAL, which AniList and Kitsu write, too; plain or gzip, at most 10 MB. "
                    "Nothing of it is kept.",
                },
                "request": {
                    "type": "string",
                    "contentMediaType": "application/json",
                    "description": "The other fields of the request, as JSON.",
                },
            },
        }
    }
}
PROGRESS_CONTENT: JsonObject = {
    STREAM_MEDIA_TYPE: {
        "schema": {
            "type": "string",
            "description": "Lines of JSON, where Accept names this type and a list has to be "
            "fetched: entries read so far, then the response or a problem.",
        },
        "examples": {"read": {"value": '{"read": 300}\n{"read": 600}\n{"response": {}}\n'}},
    }
}


def query_operation(
    operation_id: str,
    summary: str,
    description: str,
    request: type[BaseModel],
    response: BaseModel,
    *,
    problems: Iterable[ProblemType],
    security: Iterable[str],
) -> JsonObject:
    """Describe a route that takes a query and returns JSON, by an example of the response."""
    content = _content(response, response.model_dump(mode="json"))
    return {
        "operationId": operation_id,
        "summary": summary,
        "description": description,
        "security": [{}, *({name: []} for name in security)],
        "parameters": [
            REQUEST_ID_PARAMETER,
            IF_NONE_MATCH_PARAMETER,
            *query_parameters(request),
        ],
        "responses": {
            **_cached(_response(str(type(response).__doc__), content)),
            **_problem_responses(problems),
        },
    }


def post_operation(
    operation_id: str,
    summary: str,
    description: str,
    request: BaseModel,
    response: BaseModel,
    *,
    problems: Iterable[ProblemType],
    security: Iterable[str],
) -> JsonObject:
    """Describe a route that takes and returns JSON, by an example of each."""
    request_content = _content(request, request.model_dump(mode="json", exclude_unset=True))
    if isinstance(request, ListFields):
        request_content |= UPLOAD_CONTENT
    response_content = {**_content(response, response.model_dump(mode="json")), **PROGRESS_CONTENT}
    return {
        "operationId": operation_id,
        "summary": summary,
        "description": description,
        "security": [{}, *({name: []} for name in security)],
        "parameters": [REQUEST_ID_PARAMETER],
        "requestBody": {"required": True, "content": request_content},
        "responses": {
            "200": _response(str(type(response).__doc__), response_content),
            **_problem_responses(problems),
        },
    }


def picture_operation(operation_id: str, summary: str, operation: JsonObject) -> JsonObject:
    """Describe a route that takes what another does, and returns a picture of its response."""
    content = {"image/png": {"schema": {"type": "string", "format": "binary"}}}
    described = {key: value for key, value in operation.items() if key != "description"}
    return {
        **described,
        "operationId": operation_id,
        "summary": summary,
        "responses": {**operation["responses"], "200": _response("The picture.", content)},
    }


def get_operation(
    operation_id: str,
    summary: str,
    content: JsonObject,
    problems: Iterable[ProblemType] = (),
    *,
    is_cached: bool = False,
) -> JsonObject:
    """Describe a route that takes nothing; content: schema and examples by media type."""
    response = _response(summary, content)
    return {
        "operationId": operation_id,
        "summary": summary,
        **({"parameters": [IF_NONE_MATCH_PARAMETER]} if is_cached else {}),
        "responses": {
            **(_cached(response) if is_cached else {"200": response}),
            **_problem_responses(problems),
        },
    }


def redirect_operation(
    operation_id: str, summary: str, parameter: JsonObject, problems: Iterable[ProblemType]
) -> JsonObject:
    """Describe a route that leads elsewhere, by a parameter of its path."""
    location = {"description": "Where to.", "schema": {"type": "string"}}
    response = _response(summary, {})
    return {
        "operationId": operation_id,
        "summary": summary,
        "parameters": [parameter],
        "responses": {
            "302": {**response, "headers": {**response["headers"], "Location": location}},
            **_problem_responses(problems),
        },
    }


def _content(example: BaseModel, value: JsonObject) -> JsonObject:
    schema = {"$ref": f"#/components/schemas/{type(example).__name__}"}
    return {"application/json": {"schema": schema, "examples": {"example": {"value": value}}}}


def _response(description: str, content: JsonObject) -> JsonObject:
    return {
        "description": description,
        "headers": {"X-Request-ID": {"$ref": "#/components/headers/X-Request-ID"}},
        "content": content,
    }


def _cached(response: JsonObject) -> JsonObject:
    """Return the responses of a route that clients may ask again by ETag."""
    headers = {**response["headers"], "ETag": {"$ref": "#/components/headers/ETag"}}
    not_modified = {"description": "The response of this ETag is current.", "headers": headers}
    return {"200": {**response, "headers": headers}, "304": not_modified}


def _problem_responses(problems: Iterable[ProblemType]) -> JsonObject:
    """Describe problems, those of one status together."""
    wanted = frozenset(problems)
    by_status = groupby((one for one in ProblemType if one in wanted), lambda one: one.status)
    return {str(status): _problem_response(status, tuple(group)) for status, group in by_status}


def _problem_response(status: int, problems: tuple[ProblemType, ...]) -> JsonObject:
    response = _response(
        HTTPStatus(status).phrase,
        {
            PROBLEM_MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {one.slug: _problem_example(one) for one in problems},
            }
        },
    )
    if any(one.retry_after_s is not None for one in problems):
        response["headers"]["Retry-After"] = {"$ref": "#/components/headers/Retry-After"}
    return response


def _problem_example(problem_type: ProblemType) -> JsonObject:
    is_bad_input = problem_type is ProblemType.BAD_INPUT
    fields = (FieldError("accuracy", "must be at most 100"),) if is_bad_input else ()
    is_not_ready = problem_type is ProblemType.NOT_READY
    checks = {"database": "ok", "snapshot": "missing"} if is_not_ready else {}
    details = problem_details(ProblemError(problem_type, fields=fields), EXAMPLE_REQUEST_ID, checks)
    return {
        "summary": problem_type.title,
        "value": details.model_dump(mode="json", exclude_defaults=True),
    }
