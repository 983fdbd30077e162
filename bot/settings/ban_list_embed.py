"""The embed of one page of a server's ban list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord
from discord.utils import format_dt

from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_url
from bot.formatting.markdown import plain, shortened
from bot.i18n.texts import Texts
from reko_core.domain.text import clean
from reko_core.guilds.models import TitleBan, UserBan

__all__ = ["BanPage", "ban_options", "bans_embed"]

N_PER_PAGE = 10
_MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class BanPage:
    """One page of the bans, titles before users."""

    bans: tuple[TitleBan | UserBan, ...]
    page: int
    n_pages: int
    n_bans: int

    @classmethod
    def of(cls, bans: Sequence[TitleBan | UserBan], page: int) -> "BanPage":
        """Return the nearest existing page."""
        n_pages = max(1, -(-len(bans) // N_PER_PAGE))
        page = min(max(page, 0), n_pages - 1)
        some = tuple(bans[page * N_PER_PAGE : (page + 1) * N_PER_PAGE])
        return cls(some, page, n_pages, len(bans))


def bans_embed(page: BanPage, names: Mapping[int, str], texts: Texts) -> discord.Embed:
    """Return the embed of a page; `names` of its titles, empty where unknown."""
    lines = [_line(ban, names, texts) for ban in page.bans] or [texts("bans-none")]
    embed = discord.Embed(
        title=texts("bans-title", n=page.n_bans), description="\n".join(lines), colour=BRAND
    )
    if page.n_pages > 1:
        embed.set_footer(text=f"{page.page + 1}/{page.n_pages}")
    return fit_embeds([embed])[0]


def ban_options(page: BanPage, names: Mapping[int, str]) -> list[discord.SelectOption]:
    """Return the options of the menu that removes bans."""
    return [
        discord.SelectOption(
            label=shortened(_name(ban, names), _MAX_NAME), value=f"t{ban.anime_id}"
        )
        if isinstance(ban, TitleBan)
        else discord.SelectOption(label=ban.user_hash, value=f"u{ban.user_hash}", emoji="👤")
        for ban in page.bans
    ]


def _name(ban: TitleBan, names: Mapping[int, str]) -> str:
    """Return the name, or the id of an unknown title of an imported file."""
    return clean(names[ban.anime_id]) or f"MAL {ban.anime_id}"


def _line(ban: TitleBan | UserBan, names: Mapping[int, str], texts: Texts) -> str:
    if isinstance(ban, UserBan):
        what = f"👤 `{ban.user_hash}`"
    elif names[ban.anime_id] == texts("adult-title"):
        what = names[ban.anime_id]
    else:
        what = f"[{plain(_name(ban, names), _MAX_NAME)}]({anime_url(ban.anime_id)})"
    when = format_dt(ban.banned_at, "d")
    who = f"<@{ban.banned_by}>" if ban.banned_by else texts("bans-somebody")
    return texts("bans-line", what=what, who=who, when=when)
