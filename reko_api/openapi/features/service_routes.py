"""The routes about the API itself in the OpenAPI document: its health and its documentation."""

from reko_api.openapi.operations import get_operation, redirect_operation
from reko_api.openapi.schemas import JsonObject
from reko_api.problem_types import ProblemType

__all__ = ["service_routes"]

READINESS_PROBLEMS = (
    ProblemType.INTERNAL_ERROR,
    ProblemType.NOT_READY,
    ProblemType.STORE_FAILED,
    ProblemType.NO_SNAPSHOT,
    ProblemType.TIMED_OUT,
    ProblemType.SHUTTING_DOWN,
)
TEXT_SCHEMA = {"type": "string"}
HEALTH_SCHEMA = {
    "type": "object",
    "properties": {
        "status": {"const": "ok"},
        "checks": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["status"],
}
SLUG_PARAMETER: JsonObject = {
    "name": "slug",
    "in": "path",
    "required": True,
    "description": "The last part of the type of a problem.",
    "schema": {"type": "string", "enum": [one.slug for one in ProblemType]},
}


def service_routes() -> dict[str, JsonObject]:
    """Describe them by path; all are GET."""
    return {
        "/healthz": get_operation("getHealth", "The process is alive.", _health({"status": "ok"})),
        "/readyz": get_operation(
            "getReadiness",
            "Requests can be served.",
            _health({"status": "ok", "checks": {"database": "ok", "snapshot": "ok"}}),
            READINESS_PROBLEMS,
        ),
        "/metrics": get_operation(
            "getMetrics", "Metrics for Prometheus.", {"text/plain": {"schema": TEXT_SCHEMA}}
        ),
        "/docs": get_operation(
            "getDocs",
            "The documentation page.",
            {"text/html": {"schema": TEXT_SCHEMA}},
            is_cached=True,
        ),
        "/openapi.json": get_operation(
            "getOpenApi",
            "The OpenAPI document.",
            {"application/json": {"schema": {"type": "object"}}},
            is_cached=True,
        ),
        "/problems/{slug}": redirect_operation(
            "getProblem",
            "Redirects from the type of a problem to its explanation.",
            SLUG_PARAMETER,
            (ProblemType.ROUTE_NOT_FOUND,),
        ),
    }


def _health(example: JsonObject) -> JsonObject:
    return {"application/json": {"schema": HEALTH_SCHEMA, "examples": {"ok": {"value": example}}}}
