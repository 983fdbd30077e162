"""Plan to watch, seen with a score, and undo."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Self

import discord
from discord.utils import utcnow

from bot.errors import Expired, WrongInput
from bot.formatting.markdown import plain, shortened
from bot.i18n.texts import Texts
from bot.interactions.components import PersistentButton, PersistentSelect, make_menu
from bot.interactions.connecting import connections_of
from bot.interactions.context import Context
from bot.results.page_view import PageView
from bot.results.results import RESULT_ID
from bot.rules.title_names import name_in
from reko_core.contract.fields import MAX_ANIME_ID
from reko_core.errors import AnimeNotFound
from reko_core.guilds.models import Scope
from reko_core.service.connections.list_writer import COMPLETED, PLANNED, Written

__all__ = ["PlanFromPage", "PlanTitle", "RateTitle", "ScoreTitle", "UndoWrite", "plan_items"]

_ANIME = r"(?P<anime>\d{1,10})"
_RESULT = rf"(?P<result>{RESULT_ID}|)"
_MAX_NAME = 120
_MAX_LABEL = 100
_NO_SCORE = "0"
_MAX_SCORE = 10


def plan_items(page: PageView, texts: Texts) -> Iterator[discord.ui.Item[Any]]:
    """Return the menu that plans a title of a page."""
    if page.titles:
        options = [
            discord.SelectOption(
                label=shortened(
                    f"{rank} · {name_in(page.title_language, one.info.titles)}", _MAX_LABEL
                ),
                value=str(one.id),
            )
            for rank, one in enumerate(page.titles, page.first_rank)
        ]
        yield PlanFromPage(options, texts("plan-menu"))


class PlanFromPage(PersistentSelect, template=r"reko:plan-menu"):
    """Plans the chosen title on the list of the person who chooses; anybody may."""

    def __init__(self, options: Sequence[discord.SelectOption] = (), placeholder: str = "") -> None:
        super().__init__(make_menu("reko:plan-menu", options, placeholder, row=4))

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Plan it. Raises as `_plan`."""
        await _plan(ctx, int(values[0]) if re.fullmatch(r"\d{1,10}", values[0]) else 0)


class _TitleButton(PersistentButton, template=r"(?!)"):
    """A button about one title."""

    def __init__(self, word: str, anime_id: int, *, emoji: str, label: str = "…") -> None:
        self.anime_id = anime_id
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                emoji=emoji,
                label=label,
                custom_id=f"reko:{word}:{anime_id}",
            )
        )


class PlanTitle(_TitleButton, template=rf"reko:plan:{_ANIME}"):
    """Plans a title on the list of the person who presses."""

    def __init__(self, anime_id: int, *, label: str = "…") -> None:
        super().__init__("plan", anime_id, emoji="\N{HEAVY PLUS SIGN}", label=label)

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(int(match["anime"]))

    async def press(self, ctx: Context) -> None:
        """Plan it. Raises as `_plan`."""
        await _plan(ctx, self.anime_id)


class RateTitle(_TitleButton, template=rf"reko:rate:{_RESULT}:{_ANIME}"):
    """Asks a person for their score of a title that they have seen, of a result or of none."""

    def __init__(self, result_id: str, anime_id: int, *, label: str = "…") -> None:
        self.result_id = result_id
        super().__init__(f"rate:{result_id}", anime_id, emoji="👁️", label=label)

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["result"], int(match["anime"]))

    async def press(self, ctx: Context) -> None:
        """Show the menu of scores. Raises Expired for a title that nobody knows."""
        name = await _name(ctx, self.anime_id)
        view = discord.ui.View(timeout=None)
        scores = range(_MAX_SCORE, 0, -1)
        options = [discord.SelectOption(label=str(score), value=str(score)) for score in scores]
        none = discord.SelectOption(label=ctx.texts("score-none"), value=_NO_SCORE)
        options = [none, *options]
        placeholder = ctx.texts("score-menu")
        view.add_item(ScoreTitle(self.result_id, self.anime_id, options, placeholder))
        await ctx.reply.send(ctx.texts("score-ask", title=name), view=view)


class ScoreTitle(PersistentSelect, template=rf"reko:score:{_RESULT}:{_ANIME}"):
    """Puts a title on the list of the person as completed, with the chosen score."""

    def __init__(
        self,
        result_id: str,
        anime_id: int,
        options: Sequence[discord.SelectOption] = (),
        placeholder: str = "",
    ) -> None:
        self.result_id, self.anime_id = result_id, anime_id
        super().__init__(make_menu(f"reko:score:{result_id}:{anime_id}", options, placeholder))

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the menu from the match of its template."""
        return cls(match["result"], int(match["anime"]))

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Write it, and hide the title. Raises as `ListWriter.see`, and Expired."""
        is_score = re.fullmatch(r"10|[1-9]", values[0])
        name = await _name(ctx, self.anime_id)
        await ctx.reply.defer()
        score = int(values[0]) if is_score else None
        with _absence_told():
            written = await connections_of(ctx).writer.see(ctx.user_id, self.anime_id, score)
        catalogued = await ctx.store.catalogue.get_many([self.anime_id])
        await ctx.store.bans.hide(
            ctx.user_id, self.anime_id, catalogued[self.anime_id].title, is_seen=True, at=utcnow()
        )
        key = "list-seen" if written.entry.status == COMPLETED else "list-seen-again"
        text = ctx.texts(key, title=name, score=written.entry.score)
        view = _undo_view(ctx, self.result_id, self.anime_id, written)
        await ctx.reply.update(content=text, view=view)
        await _redraw_own(ctx, self.result_id)


class UndoWrite(
    PersistentButton, template=rf"reko:unwrite:(?P<change>{RESULT_ID}):{_RESULT}:{_ANIME}"
):
    """Undoes a change of the list, for ten minutes."""

    def __init__(self, change_id: str, result_id: str, anime_id: int, *, label: str = "↩") -> None:
        self.change_id, self.result_id, self.anime_id = change_id, result_id, anime_id
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.primary,
                emoji="↩️",
                label=label,
                custom_id=f"reko:unwrite:{change_id}:{result_id}:{anime_id}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["change"], match["result"], int(match["anime"]))

    async def press(self, ctx: Context) -> None:
        """Undo it, and show the title again. Raises as `ListWriter.undo`."""
        await ctx.reply.defer()
        is_undone = await connections_of(ctx).writer.undo(ctx.user_id, self.change_id)
        if is_undone:
            await ctx.store.bans.unban_titles(Scope.person(ctx.user_id), (self.anime_id,))
        text = ctx.texts("list-undone" if is_undone else "list-not-undone")
        await ctx.reply.update(content=text, view=None)
        await _redraw_own(ctx, self.result_id)


async def _plan(ctx: Context, anime_id: int) -> None:
    """Plan a title, and say what the list holds now, to this person alone.

    Raises as `ListWriter.plan`, and Expired for a title that nobody knows.
    """
    name = await _name(ctx, anime_id)
    writer = connections_of(ctx).writer
    # What shows the title stays as it is.
    await ctx.reply.defer()
    with _absence_told():
        written = await writer.plan(ctx.user_id, anime_id)
    if written.change_id is None and written.entry.status != PLANNED:
        status = ctx.texts(f"list-status-{written.entry.status.replace('_', '-')}")
        text = ctx.texts("list-known", title=name, status=status)
    else:
        text = ctx.texts("list-planned", title=name)
    await ctx.reply.send(text, view=_undo_view(ctx, "", anime_id, written))


def _undo_view(ctx: Context, result_id: str, anime_id: int, written: Written) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    if written.change_id is not None:
        label = ctx.texts("button-undo")
        view.add_item(UndoWrite(written.change_id, result_id, anime_id, label=label))
    return view


async def _redraw_own(ctx: Context, result_id: str) -> None:
    """Draw the page again without, or with, the title, if it is this person's and still stored."""
    if result_id:
        with suppress(Expired):
            result = await ctx.client.results.find(result_id)
            if result.owner_id == ctx.user_id:
                await ctx.client.pages.redraw(result)


@contextmanager
def _absence_told() -> Iterator[None]:
    """Raise WrongInput for a title that the site of the account does not have."""
    try:
        yield
    except AnimeNotFound as error:
        raise WrongInput("error-not-on-site") from error


async def _name(ctx: Context, anime_id: int) -> str:
    """Return the name of a title as the person reads it. Raises Expired, StoreError.

    The buttons that they could press show no other titles than the catalogue has.
    """
    known = {}
    if 0 < anime_id <= MAX_ANIME_ID:
        known = await ctx.store.catalogue.get_many([anime_id])
    if anime_id not in known:
        raise Expired
    names = await ctx.title_names({anime_id: known[anime_id].title})
    return plain(names[anime_id], _MAX_NAME)
