"""A page of a season, as its message shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reko_core.contract.season import SeasonRecommendation
from reko_core.domain.season import Season
from reko_core.guilds.models import TitleLanguage

__all__ = ["SeasonPage"]


@dataclass(frozen=True, slots=True)
class SeasonPage:
    """Pages count from 0. n_titles: on all pages.

    whose: the user, as buttons keep them (`name_of`).
    whose_list: "own" if the person who asked has linked it.
    """

    whose: str
    user_name: str
    season: Season
    titles: tuple[SeasonRecommendation, ...]
    first_rank: int
    page: int
    n_pages: int
    n_titles: int
    list_fetched_at: datetime
    is_picture: bool = False
    title_language: TitleLanguage = "romaji"
    whose_list: Literal["own", "other"] = "own"
