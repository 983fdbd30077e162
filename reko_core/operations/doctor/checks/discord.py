"""Discord: whether it accepts our token, and how often the bot may still connect today."""

import asyncio
from collections.abc import Callable

from pydantic import BaseModel, ValidationError

from reko_core.errors import ConfigurationError
from reko_core.operations.doctor.finding import Finding, failure, ok, skipped, warning
from reko_core.operations.doctor.probe import ProbeResult, Unreachable, probe
from reko_core.settings import DiscordSettings

__all__ = ["check_discord"]

_NAME = "discord"
_OK, _UNAUTHORIZED, _TOO_MANY = 200, 401, 429
_FEW_STARTS = 10
_USER_AGENT = "DiscordBot (https://github.com/, 1.0) reko doctor"


class _Application(BaseModel):
    id: int


class _Limit(BaseModel):
    remaining: int


class _Gateway(BaseModel):
    shards: int
    session_start_limit: _Limit


async def check_discord(
    settings: DiscordSettings, base: str, invite_url: Callable[[int], str], *, is_offline: bool
) -> list[Finding]:
    """Request our application and the gateway from Discord's HTTP API at `base`.

    `invite_url` returns the address that adds the bot to a server, for its application's id.
    Without the network, only the form of the token is checked. Intents are not checked: the bot
    uses none that need to be granted.
    """
    if not settings.token.get_secret_value().strip():
        return [skipped(_NAME, "discord.token is not set: the bot does not start without one.")]
    try:
        token = settings.required_token()
    except ConfigurationError as error:
        return [failure(_NAME, f"discord.token {error.reason}.")]
    if is_offline:
        message = "discord.token is set; whether Discord accepts it was not checked: --offline."
        return [skipped(_NAME, message)]
    headers = {"Authorization": f"Bot {token}", "User-Agent": _USER_AGENT}
    try:
        application, gateway = await asyncio.gather(
            probe(f"{base}/oauth2/applications/@me", headers),
            probe(f"{base}/gateway/bot", headers),
        )
    except Unreachable as error:
        message = f"It is unreachable ({error}). Check the network and https://discordstatus.com"
        return [failure(_NAME, message)]
    return [_check_responses(application, gateway, invite_url)]


def _check_responses(
    application: ProbeResult, gateway: ProbeResult, invite_url: Callable[[int], str]
) -> Finding:
    statuses = {application.response.status, gateway.response.status}
    facts = {"status": max(statuses), "duration_ms": application.duration_ms}
    if _UNAUTHORIZED in statuses:
        message = "It rejects discord.token: copy it again from the Bot page of your application."
        return failure(_NAME, message, **facts)
    if _TOO_MANY in statuses:
        return warning(_NAME, "It limits our rate. Check again in a few minutes.", **facts)
    if statuses != {_OK}:
        message = f"It responds with status {max(statuses)}. See https://discordstatus.com"
        return failure(_NAME, message, **facts)
    try:
        found = _Gateway.model_validate_json(gateway.response.body)
        invite = invite_url(_Application.model_validate_json(application.response.body).id)
    except ValidationError:
        return failure(_NAME, "Its response about the bot or the gateway is malformed.", **facts)
    n_left = found.session_start_limit.remaining
    message = (
        f"It accepts the token, in {application.duration_ms:.0f} ms; the bot may connect "
        f"{n_left:,} more times today, with {found.shards} shards. The address invites it."
    )
    if n_left < _FEW_STARTS * found.shards:
        message = f"{message} Avoid restarting it repeatedly."
        return warning(_NAME, message, invite, left=n_left, **facts)
    return ok(_NAME, message, invite, left=n_left, **facts)
