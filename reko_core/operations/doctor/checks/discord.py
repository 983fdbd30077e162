"""Discord: whether it accepts our token, and how often the bot may still connect today."""

import asyncio

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


class _Limit(BaseModel):
    remaining: int


class _Gateway(BaseModel):
    shards: int
    session_start_limit: _Limit


async def check_discord(settings: DiscordSettings, base: str, *, is_offline: bool) -> list[Finding]:
    """Request our account and the gateway from Discord's HTTP API at `base`.

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
        me, gateway = await asyncio.gather(
            *(probe(f"{base}/{path}", headers) for path in ("users/@me", "gateway/bot"))
        )
    except Unreachable as error:
        message = f"It is unreachable ({error}). Check the network and https://discordstatus.com"
        return [failure(_NAME, message)]
    return [_check_responses(me, gateway)]


def _check_responses(me: ProbeResult, gateway: ProbeResult) -> Finding:
    statuses = {me.response.status, gateway.response.status}
    facts = {"status": max(statuses), "duration_ms": me.duration_ms}
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
    except ValidationError:
        return failure(_NAME, "Its response about the gateway is malformed.", **facts)
    n_left = found.session_start_limit.remaining
    message = (
        f"It accepts the token, in {me.duration_ms:.0f} ms; the bot may connect {n_left:,} more "
        f"times today, with {found.shards} shards."
    )
    if n_left < _FEW_STARTS * found.shards:
        return warning(_NAME, f"{message} Avoid restarting it repeatedly.", left=n_left, **facts)
    return ok(_NAME, message, left=n_left, **facts)
