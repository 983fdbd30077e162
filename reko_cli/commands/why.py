"""`reko why`: an explanation of one title's predicted score, as text or as JSON."""

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
    adult: bool = False,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    config: ConfigPath = None,
) -> None:
    """Explain the predicted score of one title, seen or not.

    Shows the score this user would give it, which titles of their list raise or lower it, and how
    similar users scored it.

    Parameters
    ----------
    user
        The user's name on MyAnimeList, case-insensitive.
    anime
        The title: its MyAnimeList id or URL, or its name or a part of it.
    refresh
        Fetch the list again, even if a recent copy is stored.
    adult
        Also explain adult titles, and name those that raise or lower the score.
    as_json
        Print the API's JSON response instead of text.

    """
    from rich.console import Console

    from reko_cli.views.why_picture import why_picture
    from reko_core.contract.parsing import parse_user_name

    settings = configure(config)
    user_name = parse_user_name(user)
    response = asyncio.run(_explain_title(settings, user_name, anime, refresh=refresh, adult=adult))
    if as_json:
        sys.stdout.write(f"{response.model_dump_json()}\n")
    else:
        console = Console(highlight=False)
        console.print(why_picture(response, user_name, console.width))


async def _explain_title(
    settings: "Settings", user_name: str, anime: str, *, refresh: bool, adult: bool
) -> "WhyResponse":
    from rich.console import Console

    from reko_cli.arguments.title_resolver import resolve_anime_id
    from reko_core.app import open_core
    from reko_core.contract.explain import WhyRequest
    from reko_core.contract.parsing import parse_as
    from reko_core.observability.metrics import Metrics

    with Console(stderr=True).status("Looking for similar users..."):
        async with open_core(settings, Metrics()) as core:
            anime_id = await resolve_anime_id(core.store, anime, include_adult=adult)
            fields = {
                "user_name": user_name,
                "anime_id": anime_id,
                "force_list_update": refresh,
                "include_adult": adult,
            }
            return await core.recommender.why(parse_as(WhyRequest, fields))
