"""`reko random`: a title drawn from the best for a user."""

import asyncio
import secrets
from functools import partial
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reko_cli.arguments.list_source import ListSource
from reko_cli.arguments.title_filters import TitleFilters
from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.contract.recommend import Request, Response
    from reko_core.settings import Settings

__all__ = ["random_titles"]


def random_titles(
    user: str | None = None,
    /,
    *,
    planned: bool = False,
    filters: TitleFilters | None = None,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    source: ListSource | None = None,
    config: ConfigPath = None,
) -> None:
    """Draw titles for a user from the 100 best, better matches more often.

    Draws as many as --limit says, by default 24: the first is the one to watch. Piped into another
    program, each is a line as of reko recommend.

    Parameters
    ----------
    user
        The user's name, case-insensitive; on MyAnimeList unless it or --site says otherwise. None
        with --file.
    planned
        Draw from the plan-to-watch list.
    as_json
        Print the API's JSON response instead of a table.

    """
    from reko_cli.views.response_output import print_response
    from reko_cli.views.table import recommendation_lines, recommendation_table
    from reko_core.contract.recommend import Request

    source = source or ListSource()
    source.check(user)
    settings = configure(config)
    request = source.request(
        Request,
        user,
        {
            "only_planned": planned,
            "random_seed": secrets.randbelow(2**31),
            **(filters or TitleFilters()).fields(),
        },
    )
    response = asyncio.run(_draw(settings, request))
    print_response(
        response,
        recommendation_lines(response),
        partial(recommendation_table, response, source.shown_name(request.user_name)),
        as_json=as_json,
    )


async def _draw(settings: "Settings", request: "Request") -> "Response":
    from rich.console import Console

    from reko_core.app import open_recommender
    from reko_core.observability.metrics import Metrics

    with Console(stderr=True).status("Drawing..."):
        async with open_recommender(settings, Metrics()) as recommender:
            return await recommender.recommend(request)
