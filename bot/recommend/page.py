"""The message that shows a page of recommendations."""

from collections.abc import Callable, Iterable
from typing import Any

import discord

from bot.i18n.texts import Texts, texts_for
from bot.recommend.buttons import Refresh, TurnPage
from bot.recommend.embed import page_embeds
from bot.recommend.filter_form import OpenFilters
from bot.results.page_view import PageView

__all__ = ["page_message"]

ExtraItems = Callable[[PageView, Texts], Iterable[discord.ui.Item[Any]]]


def page_message(page: PageView, *, extra_items: ExtraItems) -> dict[str, Any]:
    """Return the parts of the message that shows a page, in the language of its owner.

    extra_items: the buttons beside those that turn and refresh.
    """
    texts = texts_for(page.result.locale)
    # Buttons act on the stored result.
    view = _view(page, texts, extra_items) if page.is_stored else discord.ui.View(timeout=None)
    return {"embeds": page_embeds(page, texts), "view": view}


def _view(page: PageView, texts: Texts, extra_items: ExtraItems) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    result_id, number, last = page.result.id, page.page, page.n_pages - 1
    turns = (
        ("first", number == 0),
        ("prev", number == 0),
        ("count", True),
        ("next", number >= last),
        ("last", number >= last),
    )
    for verb, is_disabled in turns if last else ():
        label = f"{number + 1}/{last + 1}" if verb == "count" else None
        view.add_item(TurnPage(verb, result_id, number, label=label, is_disabled=is_disabled))
    view.add_item(Refresh(result_id, label=texts("button-refresh")))
    view.add_item(OpenFilters(result_id, label=texts("button-filters")))
    for item in extra_items(page, texts):
        view.add_item(item)
    return view
