"""MAL: whether it accepts our client id, and whether our clock agrees with its."""

from datetime import UTC, datetime

from reko_core.clients.mal.responses import response_error
from reko_core.errors import MalError, MalRateLimited, MalRefused
from reko_core.operations.doctor.finding import Finding, failure, ok, skipped, warning
from reko_core.operations.doctor.probe import ProbeResult, Unreachable, probe
from reko_core.settings import MalSettings

__all__ = ["check_mal"]

_NAME, _CLOCK = "mal", "clock"
_MAX_SKEW_S = 60
_NOT_FOUND = 404
_SLOW_MS = 5000
_WHERE_IDS_ARE = "Create one at https://myanimelist.net/apiconfig"


async def check_mal(settings: MalSettings) -> list[Finding]:
    """Request one title of MAL."""
    client_id = settings.client_id.get_secret_value().strip()
    if not client_id:
        message = f"mal.client_id is missing: lists cannot be fetched. {_WHERE_IDS_ARE}"
        return [failure(_NAME, message), skipped(_CLOCK, "MAL was not checked.")]
    url = f"{settings.base_url.rstrip('/')}/anime/1?fields=id"
    try:
        result = await probe(url, {"X-MAL-CLIENT-ID": client_id})
    except Unreachable as error:
        message = (
            f"{settings.base_url} is unreachable ({error}). Check the network and mal.base_url."
        )
        return [failure(_NAME, message), skipped(_CLOCK, "MAL did not answer.")]
    return [_check_response(result), _check_clock(result.response.date)]


def _check_response(result: ProbeResult) -> Finding:
    error = response_error(result.response)
    facts = {"status": result.response.status, "duration_ms": result.duration_ms}
    is_answered = error is None or (isinstance(error, MalRefused) and error.status == _NOT_FOUND)
    if not is_answered:
        assert error is not None, "a response is a success or an error"
        state = warning if isinstance(error, MalRateLimited) else failure
        return state(_NAME, _explain(error), **facts)
    message = f"It responds in {result.duration_ms:.0f} ms and accepts the client id."
    if result.duration_ms > _SLOW_MS:
        return warning(_NAME, f"{message} That is slow: users will have to wait.", **facts)
    return ok(_NAME, message, **facts)


def _explain(error: MalError) -> str:
    if isinstance(error, MalRateLimited):
        return "It limits our rate: lower mal.requests_per_second, or check again later."
    if isinstance(error, MalRefused):
        return (
            f"It rejects us ({error.status}: {error.reason}): mal.client_id is probably wrong. "
            f"{_WHERE_IDS_ARE}"
        )
    return f"It is failing ({error}). Earlier lists are used until it recovers."


def _check_clock(date: datetime | None) -> Finding:
    if date is None:
        return skipped(_CLOCK, "MAL sent no date.")
    skew_s = round((datetime.now(UTC) - date).total_seconds())
    if abs(skew_s) <= _MAX_SKEW_S:
        return ok(_CLOCK, "It agrees with MAL's clock.", skew_s=skew_s)
    direction = "ahead" if skew_s > 0 else "behind"
    message = (
        f"It is {abs(skew_s)} s {direction} of MAL's: ages of lists are wrong, and Discord may "
        "reject us. Synchronise the clock of this machine (NTP)."
    )
    return warning(_CLOCK, message, skew_s=skew_s)
