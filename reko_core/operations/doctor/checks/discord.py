"""Discord: whether it takes our token, and how often the bot may still start today."""

import asyncio

from pydantic import BaseModel, ValidationError

from reko_core.errors import ConfigurationError
from reko_core.operations.doctor.finding import Finding, ok, skipped, trouble, warning
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


async def check_discord(settings: DiscordSettings, base: str) -> list[Finding]:
    """Ask Discord's HTTP API at `base` who we are, and about the gateway.

    Of intents there is nothing to ask: the bot wants none that need to be granted.
    """
    if not settings.token.get_secret_value().strip():
        return [skipped(_NAME, "discord.token is not set: the bot does not start without one.")]
    try:
        token = settings.required_token()
    except ConfigurationError as error:
        return [trouble(_NAME, f"discord.token {error.reason}.")]
    headers = {"Authorization": f"Bot {token}", "User-Agent": _USER_AGENT}
    try:
        me, gateway = await asyncio.gather(
            *(probe(f"{base}/{path}", headers) for path in ("users/@me", "gateway/bot"))
        )
    except Unreachable as error:
        told = f"It does not answer ({error}). Check the network and https://discordstatus.com"
        return [trouble(_NAME, told)]
    return [_check_responses(me, gateway)]


def _check_responses(me: ProbeResult, gateway: ProbeResult) -> Finding:
    statuses = {me.response.status, gateway.response.status}
    facts = {"status": max(statuses), "duration_ms": me.duration_ms}
    if _UNAUTHORIZED in statuses:
        told = "It rejects discord.token: copy it anew from the page Bot of your application."
        return trouble(_NAME, told, **facts)
    if _TOO_MANY in statuses:
        return warning(_NAME, "It asks us to slow down. Look again in some minutes.", **facts)
    if statuses != {_OK}:
        told = f"It answers with status {max(statuses)}. See https://discordstatus.com"
        return trouble(_NAME, told, **facts)
    try:
        found = _Gateway.model_validate_json(gateway.response.body)
    except ValidationError:
        return trouble(_NAME, "It says nothing of its gateway that we understand.", **facts)
    n_left = found.session_start_limit.remaining
    told = (
        f"It takes the token, in {me.duration_ms:.0f} ms; the bot may connect {n_left:,} more "
        f"times today, with {found.shards} shards."
    )
    if n_left < _FEW_STARTS * found.shards:
        return warning(_NAME, f"{told} Do not start it over and over.", left=n_left, **facts)
    return ok(_NAME, told, left=n_left, **facts)
