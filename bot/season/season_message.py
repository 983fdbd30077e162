"""The message that shows a season, and the buttons that turn its pages and go to other seasons."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Self, cast

import discord

from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.interactions.pictures import picture_file, picture_texts
from bot.interactions.progress import FetchProgress
from bot.interactions.user_names import USER, name_of
from bot.season.embed import picture_embed, season_embeds, season_name
from bot.season.season_page import SeasonPage
from bot.season.sheet_texts import season_alt_text, season_labels
from reko_core.contract.parsing import parse_as
from reko_core.contract.season import RankedSeason, SeasonRequest, SeasonResponse
from reko_core.domain.season import SEASON_NAMES, Season, SeasonName
from reko_core.pictures.season_sheet import MAX_TITLES, draw_season

__all__ = ["TurnSeason", "show_season"]

_PICTURE = "season.png"
_PAGE_VERBS = {"prev": -1, "count": 0, "next": 1}
_EMOJI = {"prev": "◀️", "next": "▶️", "earlier": "⏪", "later": "⏩"}
_VERBS = "|".join((*_PAGE_VERBS, "earlier", "later"))


async def show_season(
    ctx: Context, whose: str, season: Season, page: int = 0, *, is_picture: bool
) -> None:
    """Show the nearest existing page of a season in the deferred reply, in words or drawn.

    whose: as of `name_of`. Raises NotShared, BadInput, and what the core raises.
    """
    user_name = await name_of(ctx, whose)
    progress = FetchProgress(ctx, user_name)
    async with progress.shown():
        size = MAX_TITLES if is_picture else (await ctx.place()).settings.titles_per_page
        rank = partial(_rank, ctx, user_name, season, size, progress.set_fetched)
        response = await rank(page)
        n_titles = response.seasons[0].found
        if page and page * size >= n_titles:
            page = max(0, (n_titles - 1) // size)
            response = await rank(page)
    view = await _page(ctx, (whose, user_name), response, page, size, is_picture=is_picture)
    parts = (
        await _drawn(ctx, view, response.seasons[0])
        if is_picture and view.titles
        else {"embeds": season_embeds(view, ctx.texts), "attachments": []}
    )
    await ctx.reply.update(content=None, view=_buttons(view, ctx), **parts)


async def _page(
    ctx: Context,
    names: tuple[str, str],
    response: SeasonResponse,
    page: int,
    size: int,
    *,
    is_picture: bool,
) -> SeasonPage:
    (whose, user_name), ranked = names, response.seasons[0]
    account = await ctx.store.accounts.get(ctx.user_id)
    is_own = account is not None and account.is_linked_to(user_name)
    return SeasonPage(
        whose=whose,
        user_name=user_name,
        season=Season(ranked.year, ranked.season),
        titles=ranked.rekos,
        first_rank=page * size + 1,
        page=page,
        n_pages=max(1, -(-ranked.found // size)),
        n_titles=ranked.found,
        list_fetched_at=datetime.fromisoformat(response.metadata.user_last_analyzed),
        is_picture=is_picture,
        title_language=await ctx.title_language(),
        whose_list="own" if is_own else "other",
    )


async def _drawn(ctx: Context, page: SeasonPage, ranked: RankedSeason) -> dict[str, Any]:
    file = await picture_file(
        ctx,
        draw_season,
        ranked,
        season_labels(page, picture_texts(ctx.texts)),
        name=_PICTURE,
        description=season_alt_text(page, ctx.texts),
    )
    return {"embeds": [picture_embed(page, ctx.texts, _PICTURE)], "attachments": [file]}


async def _rank(
    ctx: Context,
    user_name: str,
    season: Season,
    size: int,
    on_page: Callable[[int], None],
    page: int,
) -> SeasonResponse:
    place, results = await ctx.place(), ctx.client.results
    fields = {
        "user_name": user_name,
        "year": season.year,
        "season": season.name,
        "limit": size,
        "offset": page * size,
        "include_adult": place.shows_adult,
    }
    return await ctx.services.recommender.seasons.recommend(
        parse_as(SeasonRequest, fields),
        on_page,
        banned_ids=await results.banned_ids(place.scope, ctx.user_id),
        seen_ids=await results.seen_ids(ctx.user_id, user_name),
    )


def _buttons(page: SeasonPage, ctx: Context) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    last = page.n_pages - 1
    turns = (("prev", page.page == 0), ("count", True), ("next", page.page >= last))
    for verb, is_disabled in turns if last else ():
        label = f"{page.page + 1}/{last + 1}" if verb == "count" else None
        view.add_item(TurnSeason.of(verb, page, label, is_disabled=is_disabled))
    for verb, season in (("earlier", page.season.previous), ("later", page.season.next)):
        view.add_item(TurnSeason.of(verb, page, season_name(season, ctx.texts)))
    return view


class TurnSeason(
    PersistentButton,
    template=rf"reko:season:(?P<verb>{_VERBS}):(?P<year>[12]\d{{3}}):(?P<name>{'|'.join(SEASON_NAMES)})"
    rf":(?P<page>\d{{1,3}}):(?P<whose>{USER})(?P<style>:picture)?",
):
    """Turns to another page, or to the season before or after; for the person who asked only."""

    def __init__(
        self,
        verb: str,
        whose: str,
        season: Season,
        page: int,
        *,
        is_picture: bool = False,
        label: str | None = None,
        is_disabled: bool = False,
    ) -> None:
        self.verb, self.whose, self.season, self.page = verb, whose, season, page
        self.is_picture = is_picture
        where = f"{season.year}:{season.name}:{page}:{whose}"
        super().__init__(
            discord.ui.Button(
                emoji=_EMOJI.get(verb),
                label=label,
                custom_id=f"reko:season:{verb}:{where}{':picture' * is_picture}",
                disabled=is_disabled,
                row=0 if verb in _PAGE_VERBS else 1,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        season = Season(int(match["year"]), cast("SeasonName", match["name"]))
        where = match["whose"], season, int(match["page"])
        return cls(match["verb"], *where, is_picture=match["style"] is not None)

    @classmethod
    def of(
        cls, verb: str, page: SeasonPage, label: str | None = None, *, is_disabled: bool = False
    ) -> Self:
        """Create a button below a page."""
        where = page.whose, page.season, page.page
        style = page.is_picture
        return cls(verb, *where, is_picture=style, label=label, is_disabled=is_disabled)

    async def press(self, ctx: Context) -> None:
        """Show the other page or season. Raises NotOwner, OnCooldown, NotShared, as the core."""
        message = ctx.interaction.message
        asked = None if message is None else message.interaction_metadata
        if asked is not None:
            ctx.require_owner(asked.user.id)
        # A season that is not stored is fetched from MAL.
        ctx.client.cooldowns.take(ctx.user_id)
        await ctx.reply.defer()
        await show_season(ctx, *self._target, is_picture=self.is_picture)

    @property
    def _target(self) -> tuple[str, Season, int]:
        if self.verb in _PAGE_VERBS:
            return self.whose, self.season, max(0, self.page + _PAGE_VERBS[self.verb])
        season = self.season.previous if self.verb == "earlier" else self.season.next
        return self.whose, season, 0
