"""`reko like`: titles like others, as a table or as JSON."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter
from cyclopts.validators import Number

from reko_cli.arguments.list_source import ListSource
from reko_cli.arguments.title_filters import TitleFilters
from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reko_core.contract.similar import SimilarRequest, SimilarResponse
    from reko_core.settings import Settings

__all__ = ["like"]


def like(
    title: str,
    /,
    *titles: str,
    unlike: tuple[str, ...] = (),
    user: str | None = None,
    popularity: Annotated[float, Parameter(validator=Number(gte=-1, lte=1), show_default=True)] = 0,
    refresh: bool = False,
    filters: TitleFilters | None = None,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    source: ListSource | None = None,
    config: ConfigPath = None,
) -> None:
    """Find anime like one or several others.

    The closest titles come first: those that people who like the given ones like too, of the same
    genres. Piped into another program, each is a line of rank, match, MyAnimeList id and title,
    separated by tabs.

    Parameters
    ----------
    title
        A title that others should be like: its MyAnimeList id or URL, or its name.
    titles
        Further ones, 10 in all at most.
    unlike
        A title of another kind than what is wanted; may be repeated.
    user
        Order the titles for this user, and leave out what is on their list.
    popularity
        From -1 (hidden gems first) to 1 (popular titles first).
    refresh
        Fetch the list again, even if a recent copy is stored.
    as_json
        Print the API's JSON response instead of a table.

    """
    from reko_cli.views.response_output import print_response
    from reko_cli.views.similar_table import similar_lines, similar_table
    from reko_core.contract.similar import SimilarRequest

    source = source or ListSource()
    if user is not None:
        source.check(user)
    make_request = partial(source.request, SimilarRequest, user)
    settings, chosen = configure(config), filters or TitleFilters()
    fields = {
        "popularity": popularity,
        "force_list_update": refresh,
        **chosen.fields(),
    }
    response = asyncio.run(_find(settings, make_request, (title, *titles), unlike, fields))
    first_rank = chosen.offset + 1
    print_response(
        response,
        similar_lines(response, first_rank),
        partial(similar_table, response, first_rank=first_rank),
        as_json=as_json,
    )


async def _find(
    settings: "Settings",
    make_request: "Callable[[dict[str, Any]], SimilarRequest]",
    titles: "Sequence[str]",
    unlike: "Sequence[str]",
    fields: dict[str, Any],
) -> "SimilarResponse":
    from rich.console import Console

    from reko_cli.arguments.title_resolver import resolve_and_print
    from reko_core.app import open_recommender
    from reko_core.observability.metrics import Metrics

    console = Console(stderr=True, highlight=False)
    with console.status("Looking for similar titles..."):
        async with open_recommender(settings, Metrics()) as recommender:
            ids = [
                await resolve_and_print(
                    recommender, one, console, include_adult=fields["include_adult"]
                )
                for one in (*titles, *unlike)
            ]
            given = {"anime_ids": ids[: len(titles)], "unlike_ids": ids[len(titles) :]}
            return await recommender.similar.find(make_request(fields | given))
