"""Discord: whether it accepts our token, and how often the bot may still connect today."""

import asyncio
from collections.abc import Callable, Mapping

from pydantic import BaseModel, ValidationError

from reko_core.errors import ConfigurationError
from reko_core.operations.doctor.finding import Finding, failure, ok, skipped, warning
from reko_core.operations.doctor.probe import ProbeResult, Unreachable, probe
from reko_core.settings import DiscordSettings
from reko_core.store.discord.identifies import reserved_identifies

__all__ = ["check_discord"]

_NAME = "discord"
_OK, _UNAUTHORIZED, _TOO_MANY = 200, 401, 429
_FEW_STARTS = 10
_USER_AGENT = "DiscordBot (https://github.com/, 1.0) reko doctor"


class _Application(BaseModel):
    id: int


class _Limit(BaseModel):
    total: int
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
    return _check_sessions(found, invite, facts)


def _check_sessions(gateway: _Gateway, invite: str, facts: Mapping[str, float]) -> Finding:
    limit = gateway.session_start_limit
    reserved = reserved_identifies(limit.total)
    message = (
        f"It accepts the token, in {facts['duration_ms']:.0f} ms; the bot may connect "
        f"{limit.remaining:,} more times today, with {gateway.shards} shards."
    )
    facts = {**facts, "left": limit.remaining}
    if limit.remaining <= reserved:
        reason = f"It does not use the last {reserved:,}: without any, Discord resets its token."
        return failure(_NAME, f"{message} {reason} Find out what restarts it.", **facts)
    message = f"{message} The address invites it."
    if limit.remaining < reserved + _FEW_STARTS * gateway.shards:
        return warning(_NAME, f"{message} Avoid restarting it repeatedly.", invite, **facts)
    return ok(_NAME, message, invite, **facts)
