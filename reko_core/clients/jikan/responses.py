"""What an HTTP answer of Jikan means: fine, or which of our errors."""

from http import HTTPStatus

from pydantic_core import from_json

from reko_core.clients.http.http_get import Answer
from reko_core.errors import JikanError, JikanNotFound, JikanRateLimited, JikanUnavailable

__all__ = ["error_of", "outcome_of"]


def error_of(answer: Answer) -> JikanError | None:
    """Return what is wrong with the answer, None when nothing is.

    That something is not there counts as Jikan's own word only when it is JSON.
    """
    if answer.status == HTTPStatus.OK:
        return None
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return JikanRateLimited(answer.retry_after_s)
    if answer.status == HTTPStatus.NOT_FOUND and _is_json_object(answer.body):
        return JikanNotFound()
    return JikanUnavailable(f"status {answer.status}", answer.retry_after_s)


def outcome_of(error: JikanError) -> str:
    """Return the word under which a failed try is counted."""
    if isinstance(error, JikanRateLimited):
        return "rate_limited"
    return "not_found" if isinstance(error, JikanNotFound) else "unavailable"


def _is_json_object(body: bytes) -> bool:
    try:
        return isinstance(from_json(body), dict)
    except ValueError:
        return False
