"""What bans add to a page of recommendations."""

from collections.abc import Iterator
from typing import Any

import discord

from bot.bans.buttons import BanTitle
from bot.bans.similar_users import ShowNeighbours
from bot.i18n.texts import Texts
from bot.results.page_view import PageView

__all__ = ["ban_items"]


def ban_items(page: PageView, texts: Texts) -> Iterator[discord.ui.Item[Any]]:
    """Return a ban button for each title, with its rank and votes, and that of similar users."""
    for rank, reko in enumerate(page.titles, page.first_rank):
        n_votes = page.votes.get(reko.id, 0)
        label = f"{rank} · {n_votes}/{page.votes_needed}" if n_votes else str(rank)
        yield BanTitle(page.result.id, reko.id, label=label)
    if page.result.response.users:
        yield ShowNeighbours(page.result.id, label=texts("button-users"))
