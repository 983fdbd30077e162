"""One title to rate, with three buttons; from the fifth on, with what the answers lead to."""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord.utils import utcnow

from bot.errors import Expired
from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_embed, anime_url, cover_url
from bot.formatting.markdown import plain
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.recommend.embed import title_details
from bot.recommend.link_buttons import linked_message
from bot.rules.title_names import name_in
from bot.start.answers import STATE, Answers
from reko_core.contract.list_entries import as_arrays
from reko_core.contract.recommend import AnimeInfo, Recommendation, parse_request
from reko_core.contract.titles_to_rate import TitlesToRateRequest
from reko_core.domain.sites import Site, site_of

__all__ = ["KeepAnswers", "RateShown", "question_message"]

N_TITLES, N_FIRST = 10, 5
"""How many titles are asked about, and after how many the first answer comes."""

_N_RECOMMENDED = 5
_MAX_NAME = 120
_EMOJI = {"l": "💜", "n": "👎", "s": "🤷"}
_LABELS = {"l": "button-liked", "n": "button-not-liked", "s": "button-not-seen"}


async def question_message(ctx: Context, answers: Answers) -> dict[str, Any]:
    """Return the parts of the message with the next title, or with the end.

    Raises SnapshotError, StoreError.
    """
    n_given, embeds = len(answers.given), []
    title = None if n_given >= N_TITLES else await _next_title(ctx, answers)
    if title is not None:
        embeds.append(await _title_embed(ctx, title, n_given + 1))
    if n_given >= N_FIRST or title is None:
        embeds.append(await _answer_embed(ctx, answers, is_last=title is None))
    view = discord.ui.View(timeout=None)
    if title is not None:
        for answer, key in _LABELS.items():
            view.add_item(RateShown(answer, title.id, answers, label=ctx.texts(key)))
    if n_given >= N_FIRST and answers.entries and await _may_keep(ctx):
        view.add_item(KeepAnswers(answers, label=ctx.texts("button-keep")))
    return {"content": None, "embeds": fit_embeds(embeds), "view": view}


class RateShown(
    PersistentButton, template=rf"reko:start:(?P<answer>[lns]):(?P<anime>\d{{1,8}}):{STATE}"
):
    """Answers the question about the title that is shown."""

    def __init__(self, answer: str, anime_id: int, answers: Answers, *, label: str = "…") -> None:
        self.answer, self.anime_id, self.answers = answer, anime_id, answers
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                emoji=_EMOJI[answer],
                label=label,
                custom_id=f"reko:start:{answer}:{anime_id}:{answers}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["answer"], int(match["anime"]), Answers.parse(match["state"]))

    async def press(self, ctx: Context) -> None:
        """Show the next title. Raises Expired after a day, and as `question_message`."""
        if self.answers.is_over(utcnow()) or len(self.answers.given) >= N_TITLES:
            raise Expired
        await ctx.reply.defer()
        given = self.answers.with_answer(self.anime_id, self.answer)
        await ctx.reply.update(**await question_message(ctx, given))


class KeepAnswers(PersistentButton, template=rf"reko:start-keep:{STATE}"):
    """Makes the answers the list of the person who presses."""

    def __init__(self, answers: Answers, *, label: str = "…") -> None:
        self.answers = answers
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.primary,
                emoji="💾",
                label=label,
                custom_id=f"reko:start-keep:{answers}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(Answers.parse(match["state"]))

    async def press(self, ctx: Context) -> None:
        """Keep them. Raises Expired (after a day, or where a list is linked), StoreError."""
        if self.answers.is_over(utcnow()) or not await _may_keep(ctx):
            raise Expired
        await ctx.reply.defer()
        entries = as_arrays(self.answers.entries)
        await ctx.store.accounts.link_own_list(ctx.user_id, entries, at=utcnow())
        message = ctx.texts("start-kept", n=len(entries))
        await ctx.reply.update(embeds=[], **linked_message(ctx, True, message))


async def _may_keep(ctx: Context) -> bool:
    """Return whether the person has no list at a site linked, which would be replaced."""
    account = await ctx.store.accounts.get(ctx.user_id)
    return account is None or site_of(account.mal_name) is Site.OWN


async def _next_title(ctx: Context, answers: Answers) -> AnimeInfo | None:
    request = TitlesToRateRequest(
        entries=answers.entries, not_seen_ids=answers.not_seen_ids, limit=1
    )
    found = await ctx.services.recommender.titles_to_rate.find(request)
    return found.titles[0] if found.titles else None


async def _title_embed(ctx: Context, info: AnimeInfo, number: int) -> discord.Embed:
    name = name_in(await ctx.title_language(), info.titles)
    embed = anime_embed(info, name, [" · ".join(title_details(info, ctx.texts))])
    embed.set_author(name=ctx.texts("start-question", n=number, total=N_TITLES))
    if (cover := cover_url(info)) is not None:
        embed.set_thumbnail(url=None)
        embed.set_image(url=cover)
    return embed


async def _answer_embed(ctx: Context, answers: Answers, *, is_last: bool) -> discord.Embed:
    """Recommend from the answers alone. Raises SnapshotError, StoreError."""
    place = await ctx.place()
    request = parse_request(
        {
            "entries": [entry.model_dump() for entry in answers.entries],
            "include_adult": place.shows_adult,
            "accuracy": place.settings.accuracy,
            "limit": _N_RECOMMENDED,
        }
    )
    response = await ctx.services.recommender.recommend(
        request,
        banned_ids=await ctx.client.results.banned_ids(place.scope, ctx.user_id),
        banned_users=await ctx.store.bans.user_hashes(place.scope),
    )
    lines = await _lines(ctx, response.rekos)
    if not answers.entries:
        lines.insert(0, ctx.texts("start-none-known"))
    if is_last:
        lines += ["", ctx.texts("start-next")]
    title = ctx.texts("start-done" if is_last else "start-so-far")
    return discord.Embed(title=title, description="\n".join(lines), colour=BRAND)


async def _lines(ctx: Context, rekos: Sequence[Recommendation]) -> list[str]:
    language = await ctx.title_language()
    return [
        ctx.texts(
            "start-line",
            rank=rank,
            title=plain(name_in(language, reko.info.titles), _MAX_NAME),
            url=anime_url(reko.id),
            match=reko.match,
            score=reko.expected.score,
        )
        for rank, reko in enumerate(rekos, 1)
    ]
