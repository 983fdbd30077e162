"""Embeds of a page of recommendations: a header, and one for each title."""

from collections.abc import Iterator
from datetime import datetime

import discord
from discord.utils import format_dt

from bot.formatting.closeness import closeness
from bot.formatting.counts import count_of
from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_embed
from bot.formatting.markdown import plain, shortened
from bot.formatting.media import media_name
from bot.formatting.user_labels import user_label, user_url
from bot.i18n.texts import Texts
from bot.recommend.filters import AGE_RATINGS, describe_filters, nothing_left
from bot.results.page_view import PageView
from bot.rules.title_names import name_in
from reko_core.contract.recommend import AnimeInfo, Recommendation
from reko_core.domain.sites import own_list_name
from reko_core.service.shortage import Shortage

__all__ = ["page_embeds", "title_details"]

MAX_GENRES, MAX_BANNED_NAME = 150, 80


def page_embeds(page: PageView, texts: Texts) -> list[discord.Embed]:
    """Return the embeds of a page; together they fit a message."""
    titles = [
        _title(page, rank, reko, texts) for rank, reko in enumerate(page.titles, page.first_rank)
    ]
    return fit_embeds([_header(page, texts), *titles])


def _header(page: PageView, texts: Texts) -> discord.Embed:
    request, response = page.result.request, page.result.response
    lines = [" · ".join((_found(page, texts), _list_age(page, texts)))]
    if request.from_user is not None:
        lines.append(texts("page-from", user=plain(user_label(request.from_user, texts))))
    if n_unmapped := response.metadata.unmapped_entries:
        lines.append(texts("page-unmapped", n=n_unmapped))
    if filters := describe_filters(request, texts):
        lines.append(filters)
    lines += _bans(page, texts)
    if not page.titles:
        lines.append(nothing_left(request, page.shortage, texts))
    if page.result.response.metadata.algorithm.missing_users:
        lines.append(texts("page-missing-users"))
    if not page.is_stored:
        lines.append(texts("page-not-stored"))
    embed = discord.Embed(description="\n".join(lines), colour=BRAND)
    embed.set_author(
        name=texts("page-for", user=shortened(user_label(request.user_name, texts), 64)),
        url=user_url(request.user_name),
    )
    return embed


def _bans(page: PageView, texts: Texts) -> Iterator[str]:
    """Say what was banned since and by whom, to all who see the page; nobody is pinged."""
    titles = {reko.id: reko.info.titles for reko in page.result.response.rekos}
    for ban in page.bans:
        name = plain(name_in(page.title_language, titles[ban.anime_id]), MAX_BANNED_NAME)
        yield texts("page-banned", title=name, who=f"<@{ban.banned_by}>")


def _found(page: PageView, texts: Texts) -> str:
    request, response = page.result.request, page.result.response
    users = response.users
    if not users:
        return _no_users(page.shortage, texts)
    word = closeness(user.affinity for user in users)
    text = texts("page-users", users=len(users), closeness=word)
    if response.metadata.algorithm.accuracy < request.accuracy and word != "very-close":
        text += texts("page-lowered")
    return text


def _no_users(shortage: Shortage | None, texts: Texts) -> str:
    if shortage is None or shortage.n_seen:
        return texts("page-no-users")
    return texts("page-only-planned" if shortage.n_planned else "page-empty-list")


def _list_age(page: PageView, texts: Texts) -> str:
    fetched_at = datetime.fromisoformat(page.result.response.metadata.user_last_analyzed)
    if page.result.request.user_name == own_list_name(page.result.owner_id):
        # It gets no newer by itself.
        return texts("page-own-list-age", when=format_dt(fetched_at, "D"))
    return texts("page-list-age", when=format_dt(fetched_at, "R"))


def _title(page: PageView, rank: int, reko: Recommendation, texts: Texts) -> discord.Embed:
    info, expected = reko.info, reko.expected
    n_users, whose = page.result.response.metadata.users.found, page.whose_list
    name = name_in(page.title_language, info.titles)
    lines = [
        texts("title-match", match=reko.match, score=expected.score, whose=whose),
        texts("title-enjoyment", enjoyment=expected.enjoyment, whose=whose),
        texts("title-users", n=count_of(len(reko.users), n_users), of=n_users) if n_users else "",
        texts("title-from-score", score=reko.from_score) if reko.from_score else "",
        " · ".join(title_details(info, texts)),
        plain(", ".join(info.genres), MAX_GENRES),
    ]
    return anime_embed(info, f"{rank} · {name}", lines)


def title_details(info: AnimeInfo, texts: Texts) -> list[str]:
    """Return the mean score, year, type, length and age rating of a title, as Markdown."""
    details = []
    if info.mean is not None:
        details.append(texts("title-mean", mean=_score(info.mean, texts)))
    if info.airing_date:
        details.append(info.airing_date[:4])
    if info.media_type:
        details.append(media_name(info.media_type, texts))
    # Films have one episode: no count.
    if info.num_episodes is not None and info.num_episodes > 1:
        details.append(texts("title-episodes", n=info.num_episodes))
    if info.rating:
        details.append(plain(AGE_RATINGS.get(info.rating, info.rating), 16))
    return details


def _score(score: float, texts: Texts) -> str:
    return texts("score", score=round(score, 2))
