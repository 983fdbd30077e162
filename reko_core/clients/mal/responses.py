"""What an HTTP answer of MAL means: fine, or which of our errors."""

from http import HTTPStatus

from pydantic_core import from_json

from reko_core.clients.http.http_get import Answer
from reko_core.errors import MalError, MalRateLimited, MalRefused, MalUnavailable

__all__ = ["error_of", "outcome_of"]

# Only these words of MAL's error bodies are repeated: its free text may quote the question.
KNOWN_CODES = frozenset({"bad_request", "forbidden", "invalid_token", "not_found", "not_permitted"})
MAX_REFUSAL_BYTES = 2**16
INVALID_CLIENT_ID = "invalid client id"


def error_of(answer: Answer) -> MalError | None:
    """Return what is wrong with the answer, None when nothing is.

    A refusal counts as MAL's own word only when it is JSON. Pages of HTML come from what
    stands in front of MAL, say nothing about the question, and pass: they are
    MalUnavailable whatever their status, also the 403 of a MAL that believes it is attacked.
    """
    if answer.status == HTTPStatus.OK:
        return None
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return MalRateLimited(answer.retry_after_s)
    if HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        refusal = _json_object(answer.body)
        if refusal is not None:
            return MalRefused(answer.status, _reason(refusal))
    return MalUnavailable(f"status {answer.status}", answer.retry_after_s)


def outcome_of(error: MalError) -> str:
    """Return the word under which a failed try is counted."""
    if isinstance(error, MalRateLimited):
        return "rate_limited"
    if isinstance(error, MalRefused):
        named: dict[int, str] = {
            HTTPStatus.FORBIDDEN: "forbidden",
            HTTPStatus.NOT_FOUND: "not_found",
        }
        return named.get(error.status, "refused")
    return "unavailable"


def _json_object(body: bytes) -> dict[str, object] | None:
    if len(body) > MAX_REFUSAL_BYTES:
        return None
    try:
        document = from_json(body)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _reason(refusal: dict[str, object]) -> str:
    if str(refusal.get("message", "")).strip().lower() == INVALID_CLIENT_ID:
        return INVALID_CLIENT_ID
    code = refusal.get("error")
    return code if isinstance(code, str) and code in KNOWN_CODES else "no reason given"
