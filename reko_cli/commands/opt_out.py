"""`reko opt-out`: users of MyAnimeList of whom nothing is to be kept."""

import asyncio

from reko_cli.configuration import ConfigPath, configure

__all__ = ["add_opt_out", "list_opt_outs", "remove_opt_out"]


def add_opt_out(name: str, /, *, config: ConfigPath = None) -> None:
    """Forget a user and their list from MyAnimeList, and never take them up again.

    Their list is neither kept nor crawled from now on.

    Parameters
    ----------
    name
        The user's name on MyAnimeList.

    """
    asyncio.run(_add(name, config))


def remove_opt_out(name: str, /, *, config: ConfigPath = None) -> None:
    """Let a user who had opted out be taken up again.

    Parameters
    ----------
    name
        The user's name on MyAnimeList.

    """
    asyncio.run(_remove(name, config))


def list_opt_outs(*, config: ConfigPath = None) -> None:
    """List who has opted out, a name a line."""
    asyncio.run(_list(config))


async def _add(name: str, config: ConfigPath) -> None:
    from reko_core.contract.parsing import parse_user_name
    from reko_core.runtime.clock import SYSTEM_CLOCK
    from reko_core.store import Store

    known = parse_user_name(name)
    async with Store.open(configure(config).database) as store:
        is_new = await store.opt_outs.add(known, SYSTEM_CLOCK.now())
    if is_new:
        _tell(f"{known} is forgotten; the next `reko build` leaves them out.")
    else:
        _tell(f"{known} had opted out already.")


async def _remove(name: str, config: ConfigPath) -> None:
    from reko_core.contract.parsing import parse_user_name
    from reko_core.store import Store

    known = parse_user_name(name)
    async with Store.open(configure(config).database) as store:
        had_opted_out = await store.opt_outs.remove(known)
    if had_opted_out:
        _tell(f"{known} may be taken up again.")
    else:
        _tell(f"{known} had not opted out.")


async def _list(config: ConfigPath) -> None:
    from reko_core.store import Store

    async with Store.open(configure(config).database) as store:
        for name in await store.opt_outs.all():
            _tell(name)


def _tell(told: str) -> None:
    from rich.console import Console

    Console(highlight=False, soft_wrap=True).print(told, markup=False)
