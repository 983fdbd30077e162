"""The form of the filters that are not options of the command."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord

from bot.errors import WrongInput
from bot.i18n.texts import Texts
from bot.interactions.components import ResultButton
from bot.interactions.context import Context
from bot.interactions.forms import FormValues, PersistentForm
from bot.recommend.answer import recommend, recommend_again
from bot.recommend.filters import years
from bot.results.results import RESULT_ID
from reko_core.contract.fields import FIRST_YEAR, LAST_YEAR, MAX_GENRES
from reko_core.contract.recommend import Request, parse_request
from reko_core.domain.models import is_adult_genre

__all__ = ["FilterForm", "OpenFilters"]

_AGES: Mapping[str, str] = {
    "g": "age-g",
    "pg": "age-pg",
    "pg_13": "age-pg-13",
    "r": "age-r",
    "r+": "age-r-plus",
    "rx": "age-rx",
}
_LENGTHS = (1, 13, 26, 52)
_ANY_LENGTH = "any"
_MAX_OPTIONS = 25
_YEARS = re.compile(r"(?P<first>\d{4})?\s*(?P<dash>-)?\s*(?P<last>\d{4})?")


class OpenFilters(ResultButton, template=rf"reko:filters:(?P<result_id>{RESULT_ID})"):
    """Opens the form, with the filters of the answer; also for others, who get their own answer."""

    word, icon = "filters", "🔎"

    async def press(self, ctx: Context) -> None:
        """Show the form. Raises Expired, SnapshotError."""
        result = await ctx.client.results.find(self.result_id)
        shows_adult = (await ctx.place()).shows_adult
        genres = ctx.services.recommender.genres()
        await ctx.reply.show_form(
            FilterForm(
                self.result_id,
                result.request,
                [genre for genre in genres if shows_adult or not is_adult_genre(genre)],
                ctx.texts,
                shows_adult=shows_adult,
            )
        )


class FilterForm(PersistentForm):
    """Genres, years, length and age ratings. Genres beyond Discord's 25 are options of `/reko`."""

    template = rf"reko:form:filters:(?P<result_id>{RESULT_ID})"

    def __init__(
        self,
        result_id: str,
        request: Request,
        genres: Sequence[str],
        texts: Texts,
        *,
        shows_adult: bool,
    ) -> None:
        super().__init__(texts("filters-title"), f"reko:form:filters:{result_id}")
        self.genres = _genre_menu("genres", genres, request.genres)
        self.exclude_genres = _genre_menu("exclude-genres", genres, request.exclude_genres)
        self.years = discord.ui.TextInput[Any](
            custom_id="years",
            required=False,
            default=years(request.year_from, request.year_to),
            max_length=20,
        )
        self.length = _length_menu(request.max_episodes, texts)
        ages = {
            rating: texts(key) for rating, key in _AGES.items() if rating != "rx" or shows_adult
        }
        self.ages = _menu("age-ratings", ages, request.age_ratings, max_values=len(ages))
        for key, component in (
            ("filter-genres", self.genres),
            ("filter-exclude-genres", self.exclude_genres),
            ("filter-years", self.years),
            ("filter-length", self.length),
            ("filter-ages", self.ages),
        ):
            about = None if component is self.length else texts(f"{key}-about")
            self.add_item(discord.ui.Label(text=texts(key), component=component, description=about))

    @staticmethod
    async def submit(ctx: Context, state: re.Match[str], values: FormValues) -> None:
        """Replace the answer of its owner; others get their own, which only they see.

        Raises Expired, WrongInput and as `recommend`.
        """
        result = await ctx.client.results.find(state["result_id"])
        fields = result.request.model_dump() | _fields(values)
        if ctx.user_id == result.owner_id:
            await recommend_again(ctx, result, parse_request(fields))
            return
        ctx.reply.spare_public_message()
        fields |= {"user_name": None, "banned_ids": [], "banned_users": []}
        await recommend(ctx, fields, is_private=True)


def _fields(values: FormValues) -> dict[str, Any]:
    year_from, year_to = parse_years(next(iter(values["years"])))
    length = next(iter(values["length"]), _ANY_LENGTH)
    return {
        "genres": values["genres"],
        "exclude_genres": values["exclude-genres"],
        "year_from": year_from,
        "year_to": year_to,
        "max_episodes": None if length == _ANY_LENGTH else int(length),
        "age_ratings": values["age-ratings"],
        "force_list_update": False,
    }


def parse_years(text: str) -> tuple[int | None, int | None]:
    """Parse `2015`, `2010-2019`, `2020-` or `-1999`; nothing means any year. Raises WrongInput."""
    found = _YEARS.fullmatch(text.strip().replace("\N{EN DASH}", "-"))
    if found is None or (found["first"] and found["last"] and not found["dash"]):
        raise WrongInput("error-filter-years")
    first, last = (int(year) if year else None for year in found.group("first", "last"))
    if any(year is not None and not FIRST_YEAR <= year <= LAST_YEAR for year in (first, last)):
        raise WrongInput("error-filter-years")
    if not found["dash"]:
        return first, first
    return (last, first) if first and last and first > last else (first, last)


def _genre_menu(name: str, genres: Sequence[str], chosen: Iterable[str]) -> discord.ui.Select[Any]:
    """Return a menu of the chosen genres and the most popular ones."""
    keys = {genre.casefold() for genre in chosen}
    first = [genre for genre in genres if genre.casefold() in keys]
    others = [genre for genre in genres if genre.casefold() not in keys]
    options = {genre: genre for genre in [*first, *others][:_MAX_OPTIONS]}
    return _menu(name, options, first, max_values=min(MAX_GENRES, len(options)))


def _length_menu(chosen: int | None, texts: Texts) -> discord.ui.Select[Any]:
    lengths = sorted({*_LENGTHS, *(() if chosen is None else (chosen,))})
    labels = {_ANY_LENGTH: texts("filter-any-length")}
    labels |= {str(n): texts("page-max-episodes", n=n) for n in lengths}
    return _menu("length", labels, [_ANY_LENGTH if chosen is None else str(chosen)], max_values=1)


def _menu(
    name: str, labels: Mapping[str, str], chosen: Iterable[str], *, max_values: int
) -> discord.ui.Select[Any]:
    chosen = set(chosen)
    options = [
        discord.SelectOption(label=label, value=value, default=value in chosen)
        for value, label in labels.items()
    ]
    return discord.ui.Select(
        custom_id=name, options=options, min_values=0, max_values=max_values, required=False
    )
