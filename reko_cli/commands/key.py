"""`reko key`: API keys."""

import asyncio
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from reko_cli.configuration import ConfigPath, configure
from reko_core.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reko_core.api_keys.models import ApiKey
    from reko_core.settings import Settings

__all__ = ["add_key", "list_keys", "revoke_key"]


def add_key(
    name: str,
    /,
    *,
    per_minute: Annotated[float | None, Parameter(validator=Number(gt=0, lte=1_000_000))] = None,
    burst: Annotated[int | None, Parameter(validator=Number(gte=1, lte=100_000))] = None,
    config: ConfigPath = None,
) -> None:
    """Create an API key; it is shown only once.

    Clients send it as Authorization: Bearer KEY, or as X-API-Key: KEY. Only its digest is stored.

    Parameters
    ----------
    name
        The key's name in logs and lists: 1-64 letters, digits, ., - or _.
    per_minute
        Sustained requests per minute; by default api.requests_per_minute.
    burst
        Requests allowed at once, above that rate; by default api.burst.

    """
    settings = configure(config)
    api = settings.api
    key = asyncio.run(
        _add(settings, name, per_minute or api.requests_per_minute, burst or api.burst)
    )
    print(key)  # noqa: T201 - what the command is for, whole and for pipes


def list_keys(*, config: ConfigPath = None) -> None:
    """List the API keys by name, with their limits."""
    keys = asyncio.run(_all(configure(config)))
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("Name", "Per minute", "Burst", "Created"):
        is_number = heading in {"Per minute", "Burst"}
        table.add_column(heading, justify="right" if is_number else "left", no_wrap=True)
    for key in keys:
        created = f"{key.created_at:%Y-%m-%d %H:%M} UTC"
        table.add_row(key.name, f"{key.requests_per_minute:g}", str(key.burst), created)
    Console(highlight=False).print(table if keys else "There are no keys.")


def revoke_key(name: str, /, *, config: ConfigPath = None) -> None:
    """Revoke an API key; running programs refuse it within 5 seconds.

    Parameters
    ----------
    name
        The key's name.

    """
    asyncio.run(_revoke(configure(config), name))
    from rich.console import Console

    Console(highlight=False, soft_wrap=True).print(f"The key {name} was revoked.", markup=False)


async def _add(settings: "Settings", name: str, per_minute: float, burst: int) -> str:
    from datetime import UTC, datetime

    from reko_core.api_keys.models import ApiKey, digest_of, make_key, parse_name
    from reko_core.store import Store

    known = ApiKey(parse_name(name), per_minute, burst, datetime.now(UTC))
    key = make_key()
    async with Store.open(settings.database) as store:
        if not await store.api_keys.add(known, digest_of(key)):
            raise BadInput("name", f"{name} is taken; revoke that key first, or use another name")
    return key


async def _all(settings: "Settings") -> "Sequence[ApiKey]":
    from reko_core.store import Store

    async with Store.open(settings.database) as store:
        return await store.api_keys.all()


async def _revoke(settings: "Settings", name: str) -> None:
    from reko_core.api_keys.models import parse_name
    from reko_core.store import Store

    async with Store.open(settings.database) as store:
        if not await store.api_keys.remove(parse_name(name)):
            raise BadInput("name", f"there is no key {name}; to list all keys, run: reko key list")
