"""What one page of a result shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reko_core.contract.recommend import Recommendation
from reko_core.guilds.models import TitleBan, TitleLanguage
from reko_core.service.shortage import Shortage
from reko_core.store import StoredResult

__all__ = ["PageView"]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of a result, without titles banned since.

    titles: those of the page; first_rank: the rank of the first of them, from 1. votes: title ->
    votes for banning it, of votes_needed. Pages count from 0. is_stored: whether there is more to
    show later; nothing is stored about users of MAL who have opted out. shortage: why there are no
    titles or no similar users, where that is so and known. bans: the last titles of the result that
    the server banned since it was made. whose_list: "own" if the person who asked has linked it.
    """

    result: StoredResult
    titles: tuple[Recommendation, ...]
    first_rank: int
    page: int
    n_pages: int
    votes: Mapping[int, int]
    votes_needed: int
    is_stored: bool = True
    shortage: Shortage | None = None
    title_language: TitleLanguage = "romaji"
    bans: tuple[TitleBan, ...] = ()
    whose_list: Literal["own", "other"] = "own"
