"""`reko why`: an explanation of one title's predicted score, as text or as JSON."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reko_cli.arguments.file_path import check_path
from reko_cli.arguments.list_source import ListSource
from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.contract.explain import WhyResponse
    from reko_core.settings import Settings

__all__ = ["why"]


def why(
    user: str,
    anime: str | None = None,
    /,
    *,
    refresh: bool = False,
    adult: bool = False,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    picture: Annotated[Path | None, Parameter(validator=check_path)] = None,
    source: ListSource | None = None,
    config: ConfigPath = None,
) -> None:
    """Explain the predicted score of one title, seen or not.

    Shows the score this user would give it, which titles of their list raise or lower it, and how
    similar users scored it.

    Parameters
    ----------
    user
        The user's name, case-insensitive; on MyAnimeList unless it or --site says otherwise. None
        with --file.
    anime
        The title: its MyAnimeList id or URL, or its name or a part of it.
    refresh
        Fetch the list again, even if a recent copy is stored.
    adult
        Also explain adult titles, and name those that raise or lower the score.
    as_json
        Print the API's JSON response instead of text.
    picture
        Also draw it to this file, as PNG.

    """
    from rich.console import Console

    from reko_cli.views.output import check_writable, write_output
    from reko_cli.views.why_picture import why_picture

    source = source or ListSource()
    # With a file, the title is the only argument.
    name, title = (None, user) if anime is None else (user, anime)
    source.check(name)
    settings = configure(config)
    if picture is not None:
        check_writable(picture, "picture")
    fields = {"force_list_update": refresh, "include_adult": adult}
    response = asyncio.run(_explain_title(settings, source, name, title, fields))
    if as_json:
        sys.stdout.write(f"{response.model_dump_json()}\n")
    else:
        console = Console(highlight=False)
        user_name = "" if name is None else source.user_name(name)
        console.print(why_picture(response, source.shown_name(user_name), console.width))
    if picture is not None:
        from reko_cli.views.explanation_labels import explanation_labels
        from reko_core.pictures.explanation_picture import draw_explanation

        labels = explanation_labels(response)
        write_output(picture, draw_explanation(response, labels), "picture")


async def _explain_title(
    settings: "Settings", source: ListSource, user: str | None, anime: str, fields: dict[str, bool]
) -> "WhyResponse":
    from rich.console import Console

    from reko_cli.arguments.title_resolver import resolve_and_print
    from reko_core.app import open_recommender
    from reko_core.contract.explain import WhyRequest
    from reko_core.observability.metrics import Metrics

    if user is not None:
        # A wrong name is refused before anything is opened.
        source.user_name(user)
    console = Console(stderr=True, highlight=False)
    with console.status("Looking for similar users..."):
        async with open_recommender(settings, Metrics()) as recommender:
            title = await resolve_and_print(
                recommender, anime, console, include_adult=fields["include_adult"]
            )
            request = source.request(WhyRequest, user, {**fields, "anime_id": title})
            return await recommender.why(request)
