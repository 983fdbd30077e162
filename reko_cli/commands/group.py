"""`reko group`: one recommendation to several users, as a table or as JSON."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from reko_cli.arguments.title_filters import TitleFilters
from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.contract.group import GroupRequest, GroupResponse
    from reko_core.settings import Settings

__all__ = ["group"]

# As in the contract, whose import would make --help slow.
Rule = Literal["everyone", "average", "no_misery"]
Members = Annotated[int, Parameter(validator=Number(gte=0, lte=10), show_default=True)]


def group(
    user: str,
    other: str,
    /,
    *others: str,
    rule: Annotated[Rule, Parameter(show_default=True)] = "everyone",
    max_seen: Members = 0,
    only_planned: bool = False,
    min_planned: Members = 2,
    no_planned: bool = False,
    continue_franchises: Annotated[bool, Parameter(name="--continue")] = False,
    refresh: bool = False,
    filters: TitleFilters | None = None,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    config: ConfigPath = None,
) -> None:
    """Recommend anime to users who watch together.

    Titles that none of them has seen come best first: with the chance that all of them like it, and
    for each the chance that they enjoy it. Piped into another program, each is a line of rank,
    match, chance, MyAnimeList id and title, separated by tabs.

    Parameters
    ----------
    user
        A user's name on MyAnimeList, case-insensitive; anilist:NAME, kitsu:NAME or a profile's URL.
    other
        The name of another one.
    others
        Further names, 10 in all at most.
    rule
        everyone finds something for each of them; average counts the mean alone; no_misery puts
        last what one of them would hardly enjoy.
    max_seen
        How many of them may have seen a title; 1 includes what one of them would watch again.
    only_planned
        Only titles that several of them plan to watch.
    min_planned
        With --only-planned: how many of them must plan to watch a title.
    no_planned
        No titles that one of them plans to watch.
    continue_franchises
        Also recommend the next title of franchises that some of them have started.
    refresh
        Fetch the lists again, even if recent copies are stored.
    as_json
        Print the API's JSON response instead of a table.

    """
    from reko_cli.views.group_table import group_lines, group_table
    from reko_cli.views.response_output import print_response
    from reko_core.contract.group import GroupRequest
    from reko_core.contract.parsing import parse_as

    settings = configure(config)
    request = parse_as(
        GroupRequest,
        {
            "user_names": (user, other, *others),
            "rule": rule,
            "max_seen": max_seen,
            "only_planned": only_planned,
            "min_planned": min_planned,
            "include_planned": not no_planned,
            "continue_franchises": continue_franchises,
            "force_list_update": refresh,
            **(filters or TitleFilters()).fields(),
        },
    )
    response = asyncio.run(_recommend(settings, request))
    first_rank = request.offset + 1
    print_response(
        response,
        group_lines(response, first_rank),
        partial(group_table, response, first_rank=first_rank),
        as_json=as_json,
    )


async def _recommend(settings: "Settings", request: "GroupRequest") -> "GroupResponse":
    from rich.console import Console

    from reko_core.app import open_recommender
    from reko_core.observability.metrics import Metrics

    with Console(stderr=True).status("Looking for something for everybody..."):
        async with open_recommender(settings, Metrics()) as recommender:
            return await recommender.groups.recommend(request)
