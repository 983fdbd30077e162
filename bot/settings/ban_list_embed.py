"""The embed of one page of a server's ban list."""

from collections.abc import Mapping

import discord
from discord.utils import format_dt

from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_url
from bot.formatting.markdown import plain, shortened
from bot.i18n.texts import Texts
from bot.interactions.paging import ListPage
from reko_core.domain.text import clean
from reko_core.guilds.models import TitleBan, UserBan

__all__ = ["Ban", "ban_options", "bans_embed"]

_MAX_NAME = 100

Ban = TitleBan | UserBan


def bans_embed(page: ListPage[Ban], names: Mapping[int, str], texts: Texts) -> discord.Embed:
    """Return the embed of a page of bans; `names` of its titles, empty where unknown."""
    lines = [_line(ban, names, texts) for ban in page.items] or [texts("bans-none")]
    embed = discord.Embed(
        title=texts("bans-title", n=page.n_all), description="\n".join(lines), colour=BRAND
    )
    if page.n_pages > 1:
        embed.set_footer(text=page.number)
    return fit_embeds([embed])[0]


def ban_options(page: ListPage[Ban], names: Mapping[int, str]) -> list[discord.SelectOption]:
    """Return the options of the menu that removes bans."""
    return [
        discord.SelectOption(
            label=shortened(_name(ban, names), _MAX_NAME), value=f"t{ban.anime_id}"
        )
        if isinstance(ban, TitleBan)
        else discord.SelectOption(label=ban.user_hash, value=f"u{ban.user_hash}", emoji="👤")
        for ban in page.items
    ]


def _name(ban: TitleBan, names: Mapping[int, str]) -> str:
    """Return the name, or the id of an unknown title of an imported file."""
    return clean(names[ban.anime_id]) or f"MAL {ban.anime_id}"


def _line(ban: Ban, names: Mapping[int, str], texts: Texts) -> str:
    if isinstance(ban, UserBan):
        what = f"👤 `{ban.user_hash}`"
    elif names[ban.anime_id] == texts("adult-title"):
        what = names[ban.anime_id]
    else:
        what = f"[{plain(_name(ban, names), _MAX_NAME)}]({anime_url(ban.anime_id)})"
    when = format_dt(ban.banned_at, "d")
    who = f"<@{ban.banned_by}>" if ban.banned_by else texts("bans-somebody")
    return texts("bans-line", what=what, who=who, when=when)
