"""`reko taste`: what a list says about its user, as text, as JSON or as a picture."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reko_cli.arguments.file_path import check_path
from reko_cli.arguments.list_source import ListSource
from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.contract.taste import TasteRequest, TasteResponse
    from reko_core.settings import Settings

__all__ = ["taste"]


def taste(
    user: str | None = None,
    /,
    *,
    refresh: bool = False,
    adult: bool = False,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    picture: Annotated[Path | None, Parameter(validator=check_path)] = None,
    source: ListSource | None = None,
    config: ConfigPath = None,
) -> None:
    """Show what a list says about its user, beside the community.

    Genres and decades, the scores given, which genres the user is generous or harsh on, and
    favourites that few know.

    Parameters
    ----------
    user
        The user's name, case-insensitive; on MyAnimeList unless it or --site says otherwise. None
        with --file.
    refresh
        Fetch the list again, even if a recent copy is stored.
    adult
        Also name adult titles and genres.
    as_json
        Print the API's JSON response instead of text.
    picture
        Also draw it to this file, as PNG.

    """
    from rich.console import Console

    from reko_cli.views.output import check_writable, write_output
    from reko_cli.views.taste_view import taste_view
    from reko_core.contract.taste import TasteRequest

    source = source or ListSource()
    source.check(user)
    settings = configure(config)
    fields = {"force_list_update": refresh, "include_adult": adult}
    request = source.request(TasteRequest, user, fields)
    if picture is not None:
        check_writable(picture, "picture")
    response = asyncio.run(_describe(settings, request))
    response = response.model_copy(update={"user_name": source.shown_name(response.user_name)})
    if as_json:
        sys.stdout.write(f"{response.model_dump_json()}\n")
    else:
        Console(highlight=False).print(taste_view(response))
    if picture is not None:
        from reko_core.pictures.taste_card import draw_taste

        write_output(picture, draw_taste(response), "picture")


async def _describe(settings: "Settings", request: "TasteRequest") -> "TasteResponse":
    from rich.console import Console

    from reko_core.app import open_recommender
    from reko_core.observability.metrics import Metrics

    with Console(stderr=True, highlight=False).status("Reading the list..."):
        async with open_recommender(settings, Metrics()) as recommender:
            return await recommender.tastes.describe(request)
