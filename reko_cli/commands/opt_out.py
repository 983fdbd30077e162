"""`reko opt-out`: users who must not be stored."""

import asyncio

from reko_cli.configuration import ConfigPath, configure

__all__ = ["add_opt_out", "list_opt_outs", "remove_opt_out"]


def add_opt_out(name: str, /, *, config: ConfigPath = None) -> None:
    """Delete all that is stored about a user, and never store anything about them again.

    Their lists of every source are deleted, links to their name, who looked it up, and stored
    recommendations. Only the name itself is kept, to refuse it.

    Parameters
    ----------
    name
        The user's name on MyAnimeList; anilist:NAME or kitsu:NAME for the other sites.

    """
    asyncio.run(_add(name, config))


def remove_opt_out(name: str, /, *, config: ConfigPath = None) -> None:
    """Allow the list of a user who had opted out to be stored again.

    Parameters
    ----------
    name
        The user's name on MyAnimeList; anilist:NAME or kitsu:NAME for the other sites.

    """
    asyncio.run(_remove(name, config))


def list_opt_outs(*, config: ConfigPath = None) -> None:
    """List the users who have opted out, one name per line."""
    asyncio.run(_list(config))


async def _add(name: str, config: ConfigPath) -> None:
    from reko_core.contract.parsing import parse_user_name
    from reko_core.runtime.clock import SYSTEM_CLOCK
    from reko_core.store import Store

    user_name = parse_user_name(name)
    async with Store.open(configure(config).database) as store:
        is_new = await store.opt_outs.add(user_name, SYSTEM_CLOCK.now())
    if is_new:
        _print(f"{user_name} has opted out; the next `reko build` leaves their list out.")
    else:
        _print(f"{user_name} had already opted out.")


async def _remove(name: str, config: ConfigPath) -> None:
    from reko_core.contract.parsing import parse_user_name
    from reko_core.store import Store

    user_name = parse_user_name(name)
    async with Store.open(configure(config).database) as store:
        had_opted_out = await store.opt_outs.remove(user_name)
    if had_opted_out:
        _print(f"The list of {user_name} may be stored again.")
    else:
        _print(f"{user_name} had not opted out.")


async def _list(config: ConfigPath) -> None:
    from reko_core.store import Store

    async with Store.open(configure(config).database) as store:
        for name in await store.opt_outs.all():
            _print(name)


def _print(line: str) -> None:
    from rich.console import Console

    Console(highlight=False, soft_wrap=True).print(line, markup=False)
