"""`reko key`: the keys with which the API can be asked."""

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
    """Make a key and print it, this once: only its digest is kept.

    It is sent as Authorization: Bearer KEY, or as X-API-Key: KEY.

    Parameters
    ----------
    name
        What the key is called in logs and lists: 1-64 letters, digits, ., - or _.
    per_minute
        Requests a minute, sustained; api.requests_per_minute when not given.
    burst
        Requests at once before that rate holds; api.burst when not given.

    """
    settings = configure(config)
    api = settings.api
    key = asyncio.run(
        _add(settings, name, per_minute or api.requests_per_minute, burst or api.burst)
    )
    print(key)  # noqa: T201 - what the command is for, whole and for pipes


def list_keys(*, config: ConfigPath = None) -> None:
    """List the keys by name, with their limits."""
    keys = asyncio.run(_all(configure(config)))
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("Name", "Per minute", "Burst", "Made"):
        is_number = heading in {"Per minute", "Burst"}
        table.add_column(heading, justify="right" if is_number else "left", no_wrap=True)
    for key in keys:
        made = f"{key.created_at:%Y-%m-%d %H:%M} UTC"
        table.add_row(key.name, f"{key.requests_per_minute:g}", str(key.burst), made)
    Console(highlight=False).print(table if keys else "There are no keys.")


def revoke_key(name: str, /, *, config: ConfigPath = None) -> None:
    """Revoke a key: running programs refuse it within 5 seconds.

    Parameters
    ----------
    name
        The name under which the key was made.

    """
    asyncio.run(_revoke(configure(config), name))
    from rich.console import Console

    told = f"The key {name} is revoked."
    Console(highlight=False, soft_wrap=True).print(told, markup=False)


async def _add(settings: "Settings", name: str, per_minute: float, burst: int) -> str:
    from datetime import UTC, datetime

    from reko_core.api_keys.models import ApiKey, digest_of, make_key, parse_name
    from reko_core.store import Store

    known = ApiKey(parse_name(name), per_minute, burst, datetime.now(UTC))
    key = make_key()
    async with Store.open(settings.database) as store:
        if not await store.api_keys.add(known, digest_of(key)):
            raise BadInput("name", f"{name} is taken; revoke that key first, or choose another")
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
            raise BadInput("name", f"there is no key {name}; see them with: reko key list")
