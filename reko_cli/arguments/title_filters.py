"""The options that choose titles, the same for every command that recommends some."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

__all__ = ["TitleFilters", "TitleType", "Year"]

# As in the contract, whose import would make --help slow.
TitleType = Literal["tv", "movie", "ova", "ona", "special"]
AgeRating = Literal["g", "pg", "pg_13", "r", "r+", "rx"]
Year = Annotated[int | None, Parameter(validator=Number(gte=1900, lte=2100))]


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class TitleFilters:
    """What may be recommended, and which part of it to print.

    Parameters
    ----------
    limit
        How many titles to recommend, 1 to 100.
    offset
        How many of the best titles to skip, 0 to 1000; with a limit of 24, page 2 starts at 24.
    ban
        Exclude the title with this MyAnimeList id; may be repeated.
    genre
        Only titles with this genre; if repeated, with all of them.
    exclude_genre
        No titles with this genre; if repeated, with none of them.
    title_types
        Only titles of this type; if repeated, of any of them. TV specials count as specials.
    max_episodes
        Only titles with at most this many episodes.
    year_from
        Only titles first aired in this year or later.
    year_to
        Only titles first aired in this year or earlier.
    age_ratings
        Only titles with this age rating; if repeated, any of them. Rx needs --adult.
    adult
        Also recommend adult titles.

    """

    limit: Annotated[int, Parameter(validator=Number(gte=1, lte=100), show_default=True)] = 24
    offset: Annotated[int, Parameter(validator=Number(gte=0, lte=1000), show_default=True)] = 0
    ban: Annotated[tuple[int, ...], Parameter(validator=Number(gte=1))] = ()
    genre: tuple[str, ...] = ()
    exclude_genre: tuple[str, ...] = ()
    title_types: Annotated[tuple[TitleType, ...], Parameter(name="--type")] = ()
    max_episodes: Annotated[int | None, Parameter(validator=Number(gte=1, lte=10_000))] = None
    year_from: Year = None
    year_to: Year = None
    age_ratings: Annotated[tuple[AgeRating, ...], Parameter(name="--age-rating")] = ()
    adult: bool = False

    def fields(self) -> dict[str, Any]:
        """Return them as fields of a request."""
        return {
            "limit": self.limit,
            "offset": self.offset,
            "banned_ids": self.ban,
            "genres": self.genre,
            "exclude_genres": self.exclude_genre,
            "types": self.title_types,
            "max_episodes": self.max_episodes,
            "year_from": self.year_from,
            "year_to": self.year_to,
            "age_ratings": self.age_ratings,
            "include_adult": self.adult,
        }
