"""What can be posted about the titles of a group: a poll, and a picture."""

import re
from abc import abstractmethod
from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar, Self

import discord

from bot.errors import WrongInput
from bot.formatting.markdown import shortened
from bot.group.group_answer import GroupAnswer, find_titles
from bot.group.participants import GROUP, KIND, Participant, find_group
from bot.i18n.texts import Texts, texts_for
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.interactions.pictures import picture_file, picture_texts
from bot.rules.title_names import name_in
from reko_core.domain.sites import display_name
from reko_core.pictures.group_card import MAX_TITLES, GroupLabels, draw_group

__all__ = ["MIN_POLLED", "PostPicture", "PostPoll"]

N_POLLED, MIN_POLLED = 5, 2
POLL_TIME = timedelta(days=1)
_MAX_ANSWER = 55
_PICTURE = "group.png"
_ABOUT = rf"{KIND}:{GROUP}"


class _Post(PersistentButton, template=r"(?!)"):
    """Posts something about all titles, or about those that several plan to watch."""

    word: ClassVar[str]
    icon: ClassVar[str]

    def __init__(self, kind: str, group_id: str, *, label: str = "…") -> None:
        self.kind, self.group_id = kind, group_id
        super().__init__(
            discord.ui.Button(
                emoji=self.icon,
                label=label,
                custom_id=f"reko:group:{self.word}:{kind}:{group_id}",
                row=1,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["kind"], match["group"])

    async def press(self, ctx: Context) -> None:
        """Find the titles and post. Raises Expired, NotOwner, OnCooldown, as `find_titles`."""
        group = await find_group(ctx, self.group_id)
        ctx.require_owner(group.owner_id)
        ctx.client.cooldowns.take(ctx.user_id)
        answer = await find_titles(ctx, group, only_planned=self.kind == "planned")
        await self.post(ctx, answer, texts_for(group.locale))

    @abstractmethod
    async def post(self, ctx: Context, answer: GroupAnswer, texts: Texts) -> None:
        """Post it."""


class PostPoll(_Post, template=rf"reko:group:poll:{_ABOUT}"):
    """Posts a poll of the first titles, in which everybody in the channel can vote."""

    word, icon = "poll", "📊"

    async def post(self, ctx: Context, answer: GroupAnswer, texts: Texts) -> None:
        """Post the poll. Raises WrongInput if there are too few titles."""
        if len(answer.titles) < MIN_POLLED:
            raise WrongInput("error-group-no-poll")
        poll = discord.Poll(texts("group-poll"), duration=POLL_TIME, multiple=True)
        for name in _names(answer, N_POLLED):
            poll.add_answer(text=shortened(name, _MAX_ANSWER))
        await ctx.reply.post(poll=poll)


class PostPicture(_Post, template=rf"reko:group:picture:{_ABOUT}"):
    """Posts a picture of the first titles; a server that wants private answers shows it to one."""

    word, icon = "picture", "🖼️"

    async def post(self, ctx: Context, answer: GroupAnswer, texts: Texts) -> None:
        """Post the picture."""
        shown, drawn_texts = tuple(_names(answer, MAX_TITLES)), picture_texts(texts)
        labels = GroupLabels(
            title=drawn_texts("group-title"),
            subtitle=drawn_texts("group-picture-about"),
            everybody=drawn_texts("group-picture-all"),
            planned=drawn_texts("group-picture-planned"),
            seen=drawn_texts("group-picture-seen"),
            nothing=drawn_texts("group-none"),
            names=dict(zip((reko.id for reko in answer.titles), shown, strict=False)),
            members=tuple([await _display_name(ctx, one) for one in answer.people]),
        )
        chances = (
            f"{rank}. {name}: {reko.everybody} %"
            for rank, (name, reko) in enumerate(zip(shown, answer.titles, strict=False), 1)
        )
        file = await picture_file(
            ctx,
            draw_group,
            answer.response,
            labels,
            name=_PICTURE,
            description="; ".join(chances),
        )
        is_private = (await ctx.place()).settings.is_private
        await (ctx.reply.send(file=file) if is_private else ctx.reply.post(file=file))


def _names(answer: GroupAnswer, n: int) -> Iterable[str]:
    return (name_in(answer.title_language, reko.info.titles) for reko in answer.titles[:n])


async def _display_name(ctx: Context, one: Participant) -> str:
    """Return how somebody is called where this is posted. Raises discord.HTTPException."""
    if one.discord_id is None:
        return display_name(one.user_name)
    if ctx.guild_id is not None:
        return await ctx.client.members.name(ctx.guild_id, one.discord_id) or "…"
    return (await ctx.client.fetch_user(one.discord_id)).display_name
