"""`reko why`: what is expected of one title, as a picture in text or as JSON."""

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.contract.explain import WhyResponse
    from reko_core.settings import Settings

__all__ = ["why"]


def why(
    user: str,
    anime: str,
    /,
    *,
    refresh: bool = False,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    config: ConfigPath = None,
) -> None:
    """Explain what is expected of one title, seen or not.

    Shows the score that this user would give, which of their own titles push it up or down,
    and how similar users scored it.

    Parameters
    ----------
    user
        The name on MyAnimeList; capital letters make no difference.
    anime
        The title: its number or address on MyAnimeList, or its name or a part of it.
    refresh
        Fetch the list again, even if a recent one is known.
    as_json
        Print the answer of the API instead of a picture.

    """
    from rich.console import Console

    from reko_cli.views.why_picture import why_picture
    from reko_core.contract.parsing import parse_user_name

    settings = configure(config)
    user_name = parse_user_name(user)
    response = asyncio.run(_ask(settings, user_name, anime, refresh=refresh))
    if as_json:
        sys.stdout.write(f"{response.model_dump_json()}\n")
    else:
        console = Console(highlight=False)
        console.print(why_picture(response, user_name, console.width))


async def _ask(settings: "Settings", user_name: str, anime: str, *, refresh: bool) -> "WhyResponse":
    from rich.console import Console

    from reko_cli.title_resolver import find_anime_id
    from reko_core.app import open_core
    from reko_core.contract.explain import WhyRequest
    from reko_core.contract.parsing import parse_as
    from reko_core.observability.metrics import Metrics

    with Console(stderr=True).status("Looking for similar users..."):
        async with open_core(settings, Metrics()) as core:
            anime_id = await find_anime_id(core.store, anime)
            question = {
                "user_name": user_name,
                "anime_id": anime_id,
                "force_list_update": refresh,
            }
            return await core.recommender.why(parse_as(WhyRequest, question))
