"""`reko recommend`: one recommendation, as a table or as JSON."""

import asyncio
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from reko_cli.arguments.list_source import ListSource
from reko_cli.arguments.title_filters import TitleFilters
from reko_cli.configuration import IS_VERBOSE, ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.contract.recommend import Request, Response
    from reko_core.settings import Settings

__all__ = ["print_recommendation", "recommend"]


def recommend(
    user: str | None = None,
    /,
    *,
    accuracy: Annotated[
        float, Parameter(validator=Number(gte=0, lte=100), show_default=True)
    ] = 100,
    popularity: Annotated[float, Parameter(validator=Number(gte=-1, lte=1), show_default=True)] = 0,
    planned: bool = False,
    only_planned: bool = False,
    from_user: Annotated[str | None, Parameter(name="--from")] = None,
    refresh: bool = False,
    continue_franchises: Annotated[bool, Parameter(name="--continue")] = False,
    filters: TitleFilters | None = None,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    source: ListSource | None = None,
    config: ConfigPath = None,
) -> None:
    """Recommend anime to a user.

    Titles come best first: with how well they fit the list (match, 0 to 100), the predicted score
    and the chance that the user enjoys them. Piped into another program, each is a line of rank,
    match, score, enjoyment, MyAnimeList id and title, separated by tabs.

    Parameters
    ----------
    user
        The user's name, case-insensitive; on MyAnimeList unless it or --site says otherwise. None
        with --file.
    accuracy
        How similar other users must be, 0 to 100. It is lowered step by step when there are too
        few.
    popularity
        From -1 (hidden gems first) to 1 (popular titles first).
    planned
        Also recommend titles on the plan-to-watch list.
    only_planned
        Recommend only titles on the plan-to-watch list.
    from_user
        Recommend only what this other user likes: what they would tell USER to watch.
    refresh
        Fetch the list again, even if a recent copy is stored.
    continue_franchises
        Also recommend the next unseen title of franchises the user has started.
    as_json
        Print the API's JSON response instead of a table.

    """
    from reko_core.contract.recommend import Request

    source = source or ListSource()
    source.check(user)
    settings = configure(config)
    request = source.request(
        Request,
        user,
        {
            "accuracy": accuracy,
            "popularity": popularity,
            "include_planned": planned,
            "only_planned": only_planned,
            "from_user": from_user,
            "force_list_update": refresh,
            "continue_franchises": continue_franchises,
            **(filters or TitleFilters()).fields(),
        },
    )
    response, blockers = asyncio.run(_recommend(settings, request))
    if as_json:
        sys.stdout.write(f"{response.model_dump_json()}\n")
    elif response.rekos and not sys.stdout.isatty():
        print_lines(response, first_rank=request.offset + 1)
    else:
        print_recommendation(
            response,
            source.shown_name(request.user_name),
            first_rank=request.offset + 1,
            blockers=blockers,
        )


def print_recommendation(
    response: "Response",
    user_name: str,
    *,
    first_rank: int = 1,
    blockers: Sequence[str] = (),
) -> None:
    """Print the table to stdout, as wide as the terminal; `blockers` as in `Shortage`."""
    from rich.console import Console

    from reko_cli.views.table import recommendation_table

    console = Console(highlight=False)
    table = recommendation_table(
        response,
        user_name,
        console.width,
        first_rank=first_rank,
        blockers=blockers,
        is_verbose=IS_VERBOSE.get(),
    )
    console.print(table)


def print_lines(response: "Response", *, first_rank: int) -> None:
    """Print a line for each title to stdout, for other programs."""
    from reko_cli.views.table import recommendation_lines

    sys.stdout.writelines(f"{line}\n" for line in recommendation_lines(response, first_rank))


async def _recommend(settings: "Settings", request: "Request") -> tuple["Response", Sequence[str]]:
    """Return the response, and the filters that leave nothing where it is empty."""
    from rich.console import Console

    from reko_core.app import open_recommender
    from reko_core.observability.metrics import Metrics

    with Console(stderr=True).status("Looking for similar users..."):
        async with open_recommender(settings, Metrics()) as recommender:
            response = await recommender.recommend(request)
            if response.rekos or request.offset:
                return response, ()
            shortage = await recommender.shortage(request)
            return response, () if shortage is None else shortage.blockers
