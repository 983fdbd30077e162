"""A page of titles like given ones, and the buttons that turn it."""

import re
from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.errors import WrongInput
from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_url
from bot.formatting.markdown import plain
from bot.formatting.media import media_name
from bot.formatting.user_labels import user_label
from bot.i18n.texts import Texts
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.interactions.paging import N_PER_PAGE
from bot.interactions.user_names import USER, name_of
from bot.rules.title_names import name_in
from reko_core.contract.recommend import AnimeInfo
from reko_core.contract.similar import SimilarRequest, SimilarResponse, SimilarTitle
from reko_core.errors import AnimeNotFound
from reko_core.guilds.models import TitleLanguage

__all__ = ["QUESTION", "LikeQuestion", "TurnLike", "like_message"]

QUESTION = (
    r"(?P<owner>\d{1,20}):(?P<like>\d{1,10}(?:,\d{1,10})?):(?P<unlike>\d{0,10})"
    rf":(?P<user>{USER}|)"
)
_MAX_PAGES = 10
_MAX_TITLE, _MAX_NAMED, _MAX_GENRES = 60, 80, 100


@dataclass(frozen=True, slots=True)
class LikeQuestion:
    """Who asks, for titles like and unlike which, ordered for which user, "" = for everybody.

    user: as buttons keep it.
    """

    owner: int
    like: tuple[int, ...]
    unlike: int | None = None
    user: str = ""

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Read it from the part of a custom_id that matches QUESTION."""
        like = tuple(int(one) for one in match["like"].split(","))
        return cls(int(match["owner"]), like, int(match["unlike"] or 0) or None, match["user"])

    def __str__(self) -> str:
        """Return the part of a custom_id that holds it."""
        return f"{self.owner}:{','.join(map(str, self.like))}:{self.unlike or ''}:{self.user}"


async def like_message(ctx: Context, question: LikeQuestion, page: int = 0) -> dict[str, Any]:
    """Return the parts of the message. Raises WrongInput, and what the core raises."""
    place, results = await ctx.place(), ctx.client.results
    user = await name_of(ctx, question.user)
    request = SimilarRequest(
        anime_ids=question.like,
        unlike_ids=(question.unlike,) if question.unlike else (),
        user_name=user or None,
        include_adult=place.shows_adult,
        limit=N_PER_PAGE,
        offset=page * N_PER_PAGE,
    )
    try:
        response = await ctx.services.recommender.similar.find(
            request,
            banned_ids=await results.banned_ids(place.scope, ctx.user_id),
            banned_users=await ctx.store.bans.user_hashes(place.scope) if user else (),
            seen_ids=await results.seen_ids(ctx.user_id, user) if user else (),
        )
    except AnimeNotFound as error:
        raise WrongInput("error-no-title", title=f"MAL {error.anime_id}") from error
    embed = _embed(response, request, ctx.texts, await ctx.title_language())
    view = discord.ui.View(timeout=None)
    n_pages = min(_MAX_PAGES, -(-response.metadata.rekos.found // N_PER_PAGE))
    for emoji, other in (("◀️", page - 1), ("▶️", page + 1)):
        if 0 <= other < n_pages:
            view.add_item(TurnLike(question, other, emoji=emoji))
    return {"embed": embed, "view": view}


def _embed(
    response: SimilarResponse, request: SimilarRequest, texts: Texts, language: TitleLanguage
) -> discord.Embed:
    def names(titles: tuple[AnimeInfo, ...]) -> str:
        return ", ".join(plain(name_in(language, one.titles), _MAX_NAMED) for one in titles)

    like, unlike = response.metadata.like, response.metadata.unlike
    lines = [texts("like-unlike", titles=names(unlike))] if unlike else []
    ranked = enumerate(response.rekos, request.offset + 1)
    lines += [_line(rank, one, texts, language) for rank, one in ranked]
    embed = discord.Embed(
        title=texts("like-title", titles=names(like)),
        url=anime_url(like[0].id),
        description="\n".join(lines) if response.rekos else texts("like-none"),
        colour=BRAND,
    )
    user = request.user_name
    whose = texts("like-for", user=user_label(user, texts)) if user else ""
    embed.set_footer(text=whose or texts("like-for-everybody"))
    return fit_embeds([embed])[0]


def _line(rank: int, one: SimilarTitle, texts: Texts, language: TitleLanguage) -> str:
    info, expected = one.info, one.expected
    kind = media_name(info.media_type, texts) if info.media_type else ""
    details = ", ".join(filter(None, (kind, (info.airing_date or "")[:4])))
    name = plain(name_in(language, info.titles), _MAX_TITLE)
    figures = (
        texts("like-figures", match=one.match)
        if expected is None
        else texts(
            "like-figures-user",
            match=one.match,
            score=expected.score,
            enjoyment=expected.enjoyment,
        )
    )
    genres = plain(", ".join(one.shared_genres), _MAX_GENRES)
    below = " · ".join(filter(None, (figures, genres)))
    suffix = f" ({details})" if details else ""
    return f"**{rank}.** [{name}]({anime_url(info.id)}){suffix}\n{below}"


class TurnLike(PersistentButton, template=rf"reko:like:{QUESTION}:(?P<page>\d{{1,2}})"):
    """Turns to another page; for the person who asked only."""

    def __init__(self, question: LikeQuestion, page: int, *, emoji: str = "▶️") -> None:
        self.question, self.page = question, page
        super().__init__(
            discord.ui.Button(emoji=emoji, custom_id=f"reko:like:{question}:{page}", row=0)
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(LikeQuestion.parse(match), int(match["page"]))

    async def press(self, ctx: Context) -> None:
        """Show the page. Raises NotOwner, OnCooldown, and as `like_message`."""
        ctx.require_owner(self.question.owner)
        ctx.client.cooldowns.take(ctx.user_id)
        await ctx.reply.defer()
        parts = await like_message(ctx, self.question, self.page)
        await ctx.reply.update(content=None, **parts)
