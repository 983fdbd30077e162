"""Embeds of a group: who takes part, and the titles for it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import discord

from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_embed
from bot.formatting.markdown import plain
from bot.group.group_answer import GroupAnswer
from bot.group.participants import label_of
from bot.i18n.texts import Texts
from bot.interactions.paging import ListPage
from bot.recommend.embed import MAX_GENRES, title_details
from bot.recommend.filters import filter_texts
from bot.rules.title_names import name_in
from reko_core.contract.group import GroupRecommendation, GroupRequest
from reko_core.store import MAX_MEMBERS, WatchGroup

__all__ = ["RULES", "answer_embeds", "gathering_embed"]

RULES: Mapping[str, str] = {
    "everyone": "group-rule-everyone",
    "average": "group-rule-average",
    "no_misery": "group-rule-no-misery",
}
"""Rule of the request -> its text."""

_DEFAULTS: Mapping[str, Any] = {
    name: field.default for name, field in GroupRequest.model_fields.items()
}


def gathering_embed(group: WatchGroup, texts: Texts) -> discord.Embed:
    """Return the embed of a group that people can join."""
    lines = [f"- {label_of(member)}" for member in group.members]
    n = len(group.members)
    embed = discord.Embed(
        title=texts("group-title"),
        description=texts("group-how", owner=f"<@{group.owner_id}>"),
        colour=BRAND,
    )
    name = texts("group-members", n=n, max=MAX_MEMBERS)
    embed.add_field(name=name, value="\n".join(lines) or texts("group-nobody"), inline=False)
    # The names are added at the end: they do not matter to the filters.
    request = GroupRequest.model_construct(**{**_DEFAULTS, **group.options})
    if wanted := _wanted(request, texts):
        embed.add_field(name=texts("group-wanted"), value=wanted, inline=False)
    return embed


def answer_embeds(
    answer: GroupAnswer, page: ListPage[GroupRecommendation], texts: Texts
) -> list[discord.Embed]:
    """Return the embeds of a page of titles; together they fit a message."""
    titles = [
        _title(answer, rank, reko, texts) for rank, reko in enumerate(page.items, page.first_rank)
    ]
    header = _header(answer, texts)
    if titles:
        number = [page.number] if page.n_pages > 1 else []
        header.set_footer(text=" · ".join((*number, texts("group-legend"))))
    return fit_embeds([header, *titles])


def _header(answer: GroupAnswer, texts: Texts) -> discord.Embed:
    lines = [texts("group-for", who=_listed(one.label for one in answer.people))]
    if wanted := _wanted(answer.request, texts):
        lines.append(wanted)
    if not answer.titles:
        is_planned = answer.request.only_planned
        lines.append(texts("group-none-planned" if is_planned else "group-none"))
    return discord.Embed(title=texts("group-title"), description="\n".join(lines), colour=BRAND)


def _wanted(request: GroupRequest, texts: Texts) -> str:
    """Describe what was asked for beyond the defaults."""
    parts = [] if request.rule == _DEFAULTS["rule"] else [texts(RULES[request.rule])]
    if request.max_seen:
        parts.append(texts("group-rewatch"))
    if filters := filter_texts(request, texts):
        parts.append(texts("page-only", filters=" · ".join(filters.values())))
    return " · ".join(parts)


def _title(
    answer: GroupAnswer, rank: int, reko: GroupRecommendation, texts: Texts
) -> discord.Embed:
    name = name_in(answer.title_language, reko.info.titles)
    n_people = len(answer.people)
    chance = texts("group-chance", match=reko.match, chance=reko.everybody, n=n_people)
    details = " · ".join(title_details(reko.info, texts))
    genres = plain(", ".join(reko.info.genres), MAX_GENRES)
    return anime_embed(
        reko.info, f"{rank} · {name}", [chance, *_members(answer, reko, texts), details, genres]
    )


def _members(answer: GroupAnswer, reko: GroupRecommendation, texts: Texts) -> Iterator[str]:
    """Say what the title is to each of the people, to whom it is least, and who plans it."""
    labels = [one.label for one in answer.people]
    pairs = list(zip(labels, reko.members, strict=True))
    yield " · ".join(
        texts("group-member-seen", who=label, score=one.score)
        if one.seen
        else texts("group-member", who=label, score=one.score, enjoyment=one.enjoyment)
        for label, one in pairs
    )
    yield texts("group-least", who=labels[reko.least])
    if planners := [label for label, one in pairs if one.planned]:
        yield texts("group-planned-by", who=_listed(planners))


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(labels)
