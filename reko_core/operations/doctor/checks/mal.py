"""MAL: whether it accepts our client id, and whether our clock agrees with its."""

import ipaddress
from datetime import UTC, datetime

from pydantic_core import from_json
from yarl import URL

from reko_core.clients.http.http_request import HttpResponse
from reko_core.clients.mal.responses import address_error, page_error, response_error
from reko_core.errors import MalAddressWrong, SiteError, SiteRateLimited, SiteRefused
from reko_core.operations.doctor.finding import Finding, failure, ok, skipped, warning
from reko_core.operations.doctor.probe import ProbeResult, Unreachable, probe
from reko_core.settings import MalSettings

__all__ = ["check_mal"]

_NAME, _CLOCK = "mal", "clock"
_MAX_SKEW_S = 60
_NOT_FOUND = 404
_SLOW_MS = 5000
_WHERE_IDS_ARE = "https://myanimelist.net/apiconfig"


async def check_mal(settings: MalSettings, *, is_offline: bool) -> list[Finding]:
    """Request one title of MAL; without the network, check what can be checked."""
    client_id = settings.client_id.get_secret_value().strip()
    if not client_id:
        message = "mal.client_id is missing: lists cannot be fetched. Create one."
        found = failure(_NAME, message, _WHERE_IDS_ARE)
        return [found, skipped(_CLOCK, "MAL was not contacted.")]
    findings = _check_scheme(settings.base_url)
    if is_offline:
        message = "mal.client_id is set; whether MAL accepts it was not checked: --offline."
        later = [skipped(_NAME, message), skipped(_CLOCK, "MAL was not contacted: --offline.")]
        return [*findings, *later]
    return [*findings, *await _contact(settings, client_id)]


async def _contact(settings: MalSettings, client_id: str) -> list[Finding]:
    url = f"{settings.base_url.rstrip('/')}/anime/1?fields=id"
    try:
        result = await probe(url, {"X-MAL-CLIENT-ID": client_id})
    except Unreachable as error:
        message = (
            f"{settings.base_url} is unreachable ({error}). Check the network and mal.base_url."
        )
        return [failure(_NAME, message), skipped(_CLOCK, "MAL did not answer.")]
    return [_check_response(result), _check_clock(result.response.date)]


def _check_scheme(base_url: str) -> list[Finding]:
    """Warn where the client id crosses a network in the clear."""
    url = URL(base_url)
    if url.scheme == "https" or _is_local(url.host or ""):
        return []
    message = "mal.base_url is http: the client id is sent unencrypted. Use https."
    return [warning(_NAME, message)]


def _is_local(host: str) -> bool:
    """Return whether a host is this machine or in its network, as far as its name tells."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host


def _check_response(result: ProbeResult) -> Finding:
    error = _error_of(result.response)
    facts = {"status": result.response.status, "duration_ms": result.duration_ms}
    if error is not None:
        state = warning if isinstance(error, SiteRateLimited) else failure
        action = _WHERE_IDS_ARE if isinstance(error, SiteRefused) else None
        return state(_NAME, _explain(error), action, **facts)
    message = f"It responds in {result.duration_ms:.0f} ms and accepts the client id."
    if result.duration_ms > _SLOW_MS:
        return warning(_NAME, f"{message} That is slow: users will have to wait.", **facts)
    return ok(_NAME, message, **facts)


def _error_of(response: HttpResponse) -> SiteError | None:
    error = page_error(response) or response_error(response)
    if isinstance(error, SiteRefused) and error.status == _NOT_FOUND:
        return address_error("has no titles")
    return error or (None if _is_title(response.body) else address_error("answers with no title"))


def _is_title(body: bytes) -> bool:
    try:
        title = from_json(body)
    except ValueError:
        return False
    return isinstance(title, dict) and "id" in title


def _explain(error: SiteError) -> str:
    if isinstance(error, MalAddressWrong):
        return f"{error.reason}."
    if isinstance(error, SiteRateLimited):
        return "It limits our rate: lower mal.requests_per_second, or check again later."
    if isinstance(error, SiteRefused):
        reason = f"{error.status}: {error.reason}"
        return f"It rejects us ({reason}): mal.client_id is probably wrong. Create another."
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
