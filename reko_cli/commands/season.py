"""`reko season`: the titles of a season in a user's order, as tables or as JSON."""

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from reko_cli.arguments.list_source import ListSource
from reko_cli.arguments.title_filters import TitleType, Year
from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.contract.season import SeasonRequest, SeasonResponse
    from reko_core.settings import Settings

__all__ = ["season"]

# As in the contract, whose import would make --help slow.
SeasonName = Literal["winter", "spring", "summer", "fall"]


def season(
    user: str | None = None,
    /,
    *,
    year: Year = None,
    season_name: Annotated[SeasonName | None, Parameter(name="--season")] = None,
    limit: Annotated[int, Parameter(validator=Number(gte=1, lte=100), show_default=True)] = 24,
    genre: tuple[str, ...] = (),
    exclude_genre: tuple[str, ...] = (),
    title_types: Annotated[tuple[TitleType, ...], Parameter(name="--type")] = (),
    only_new: bool = False,
    refresh: bool = False,
    adult: bool = False,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    source: ListSource | None = None,
    config: ConfigPath = None,
) -> None:
    """Rank the titles of a season for a user, those that are new and those that go on.

    Without --year and --season: of the current season and the next. Piped into another program,
    each title is a line of season, rank, match, score, enjoyment, MyAnimeList id and title,
    separated by tabs.

    Parameters
    ----------
    user
        The user's name, case-insensitive; on MyAnimeList unless it or --site says otherwise. None
        with --file.
    year
        The year of the season; needs --season.
    season_name
        The season of that year: winter is January to March, fall October to December.
    limit
        How many titles of each season to show, 1 to 100.
    genre
        Only titles with this genre; if repeated, with all of them.
    exclude_genre
        No titles with this genre; if repeated, with none of them.
    title_types
        Only titles of this type; if repeated, of any of them. TV specials count as specials.
    only_new
        Only titles that start in the season, none that continue.
    refresh
        Fetch the list again, even if a recent copy is stored.
    adult
        Also rank adult titles.
    as_json
        Print the API's JSON response instead of tables.

    """
    from reko_core.contract.season import SeasonRequest

    source = source or ListSource()
    source.check(user)
    settings = configure(config)
    request = source.request(
        SeasonRequest,
        user,
        {
            "year": year,
            "season": season_name,
            "limit": limit,
            "genres": genre,
            "exclude_genres": exclude_genre,
            "types": title_types,
            "only_new": only_new,
            "force_list_update": refresh,
            "include_adult": adult,
        },
    )
    response = asyncio.run(_rank(settings, request))
    if as_json:
        sys.stdout.write(f"{response.model_dump_json()}\n")
    elif sys.stdout.isatty():
        _print_tables(response, source.shown_name(request.user_name))
    else:
        from reko_cli.views.season_table import season_lines

        sys.stdout.writelines(f"{line}\n" for line in season_lines(response))


def _print_tables(response: "SeasonResponse", user_name: str) -> None:
    from rich.console import Console

    from reko_cli.views.season_table import season_tables

    console = Console(highlight=False)
    console.print(season_tables(response, user_name, console.width))


async def _rank(settings: "Settings", request: "SeasonRequest") -> "SeasonResponse":
    from rich.console import Console

    from reko_core.app import open_recommender
    from reko_core.observability.metrics import Metrics

    with Console(stderr=True).status("Looking at the season..."):
        async with open_recommender(settings, Metrics()) as recommender:
            return await recommender.seasons.recommend(request)
