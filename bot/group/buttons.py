"""The two messages of a group, and what is below them: gathering people, then the titles."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord

from bot.errors import WrongInput
from bot.group.embed import answer_embeds, gathering_embed
from bot.group.group_answer import GroupAnswer, find_titles
from bot.group.participants import GROUP, KIND, find_group, sharing_members
from bot.group.posts import MIN_POLLED, PostPicture, PostPoll
from bot.i18n.texts import texts_for
from bot.interactions.components import PersistentButton, PersistentSelect
from bot.interactions.context import Context
from bot.interactions.progress import FetchProgress
from bot.interactions.user_names import name_or_linked
from reko_core.store import MAX_MEMBERS, WatchGroup

__all__ = [
    "GROUP_ITEMS",
    "gathering_message",
    "name_those_left_out",
    "show_titles",
]


def gathering_message(group: WatchGroup) -> dict[str, Any]:
    """Return the parts of the message in which people join a group."""
    texts = texts_for(group.locale)
    invited = [one.discord_id for one in group.members if one.is_invited and one.discord_id]
    view = discord.ui.View(timeout=None)
    view.add_item(PickMembers(group.id, invited, texts("group-pick")))
    view.add_item(JoinGroup(group.id, label=texts("button-join")))
    view.add_item(FindTitles(group.id, label=texts("button-go")))
    return {"embeds": [gathering_embed(group, texts)], "view": view}


async def show_titles(ctx: Context, group: WatchGroup, *, kind: str = "all", page: int = 0) -> None:
    """Show a page of titles for a group. Raises as `find_titles`."""
    place = await ctx.place()
    async with FetchProgress(ctx, ctx.texts("group-people", n=len(group.members))).shown():
        answer = await find_titles(ctx, group, only_planned=kind == "planned")
    message = _titles_message(answer, kind, page, has_poll=not place.settings.is_private)
    await ctx.reply.update(content=None, **message)


async def name_those_left_out(ctx: Context, discord_ids: Sequence[int]) -> None:
    """Tell the person alone who cannot be added, and how they can take part all the same."""
    if discord_ids:
        who = ", ".join(f"<@{one}>" for one in discord_ids)
        await ctx.reply.send(ctx.texts("group-not-shared", who=who))


def _titles_message(
    answer: GroupAnswer, kind: str, number: int, *, has_poll: bool
) -> dict[str, Any]:
    """Return the parts of the message that shows a page of titles."""
    group_id, texts = answer.group.id, texts_for(answer.group.locale)
    page, view = answer.page(number), discord.ui.View(timeout=None)
    if page.n_pages > 1:
        ends = {"prev": page.page == 0, "next": page.page == page.n_pages - 1}
        for verb, is_end in ends.items():
            view.add_item(TurnTitles(verb, group_id, kind, page.page, is_disabled=is_end))
    if kind == "planned":
        view.add_item(FindTitles(group_id, label=texts("button-all-titles")))
    else:
        view.add_item(FindPlanned(group_id, label=texts("button-planned")))
    if has_poll and len(answer.titles) >= MIN_POLLED:
        view.add_item(PostPoll(kind, group_id, label=texts("button-poll")))
    if answer.titles:
        view.add_item(PostPicture(kind, group_id, label=texts("button-picture")))
    view.add_item(ChangeGroup(group_id, label=texts("button-change-group")))
    return {"embeds": answer_embeds(answer, page, texts), "view": view}


class PickMembers(PersistentSelect, template=rf"reko:group:pick:{GROUP}"):
    """Adds people who share their list, and takes back those that are not chosen any more."""

    def __init__(self, group_id: str, invited: Sequence[int] = (), placeholder: str = "") -> None:
        self.group_id = group_id
        kind = discord.SelectDefaultValueType.user
        super().__init__(
            discord.ui.UserSelect(
                custom_id=f"reko:group:pick:{group_id}",
                placeholder=placeholder or None,
                min_values=0,
                max_values=MAX_MEMBERS,
                default_values=[discord.SelectDefaultValue(id=one, type=kind) for one in invited],
                row=0,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the menu from the match of its template."""
        return cls(match["group"])

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Replace those who were added. Raises Expired, NotOwner, WrongInput."""
        ctx.require_owner((await find_group(ctx, self.group_id)).owner_id)
        chosen = [int(value) for value in values[:MAX_MEMBERS]]
        sharing, others = await sharing_members(ctx, chosen)
        async with ctx.client.group_locks.of(self.group_id):
            has_place = await ctx.store.groups.invite(self.group_id, sharing)
            group = await find_group(ctx, self.group_id)
            await ctx.reply.update(**gathering_message(group))
        if not has_place:
            raise WrongInput("error-group-full", n=MAX_MEMBERS)
        await name_those_left_out(ctx, others)


class _GroupButton(PersistentButton, template=r"(?!)"):
    """A button about a group. Subclasses have a template of their `word` and a group."""

    word: ClassVar[str]
    icon: ClassVar[str]
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, group_id: str, *, label: str = "…") -> None:
        self.group_id = group_id
        super().__init__(
            discord.ui.Button(
                style=self.style,
                emoji=self.icon,
                label=label,
                custom_id=f"reko:group:{self.word}:{group_id}",
                row=1,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["group"])


class JoinGroup(_GroupButton, template=rf"reko:group:join:{GROUP}"):
    """Adds the person who presses, or removes them; anybody with a linked list may."""

    word, icon, style = "join", "🙋", discord.ButtonStyle.primary

    async def press(self, ctx: Context) -> None:
        """Join or leave. Raises Expired, NameMissing, WrongInput."""
        await find_group(ctx, self.group_id)
        ctx.client.cooldowns.take(ctx.user_id)
        await name_or_linked(ctx, None)
        async with ctx.client.group_locks.of(self.group_id):
            if await ctx.store.groups.toggle(self.group_id, ctx.user_id) == "full":
                raise WrongInput("error-group-full", n=MAX_MEMBERS)
            await ctx.reply.update(**gathering_message(await find_group(ctx, self.group_id)))


class FindTitles(_GroupButton, template=rf"reko:group:go:{GROUP}"):
    """Shows the titles in place of the message; for the person who started the group."""

    word, icon, style = "go", "🍿", discord.ButtonStyle.success
    kind: ClassVar[str] = "all"

    async def press(self, ctx: Context) -> None:
        """Recommend. Raises Expired, NotOwner, OnCooldown, and as `find_titles`."""
        group = await find_group(ctx, self.group_id)
        ctx.require_owner(group.owner_id)
        ctx.client.cooldowns.take(ctx.user_id)
        await ctx.reply.defer()
        await show_titles(ctx, group, kind=self.kind)


class FindPlanned(FindTitles, template=rf"reko:group:planned:{GROUP}"):
    """Shows the titles that several of the people plan to watch."""

    word, icon, style = "planned", "🗓️", discord.ButtonStyle.secondary
    kind = "planned"


class ChangeGroup(_GroupButton, template=rf"reko:group:change:{GROUP}"):
    """Goes back to the message in which people join."""

    word, icon = "change", "👥"

    async def press(self, ctx: Context) -> None:
        """Show who takes part. Raises Expired, NotOwner."""
        group = await find_group(ctx, self.group_id)
        ctx.require_owner(group.owner_id)
        await ctx.reply.update(**gathering_message(group))


class TurnTitles(
    PersistentButton,
    template=rf"reko:group:(?P<verb>prev|next):{KIND}:(?P<page>\d{{1,3}}):{GROUP}",
):
    """Turns to another page of titles; for the person who started the group."""

    def __init__(
        self, verb: str, group_id: str, kind: str, page: int, *, is_disabled: bool = False
    ) -> None:
        self.group_id, self.kind = group_id, kind
        self.target = page + (1 if verb == "next" else -1)
        super().__init__(
            discord.ui.Button(
                emoji="▶️" if verb == "next" else "◀️",
                custom_id=f"reko:group:{verb}:{kind}:{page}:{group_id}",
                disabled=is_disabled,
                row=0,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["verb"], match["group"], match["kind"], int(match["page"]))

    async def press(self, ctx: Context) -> None:
        """Show the other page. Raises Expired, NotOwner, OnCooldown, and as `find_titles`."""
        group = await find_group(ctx, self.group_id)
        ctx.require_owner(group.owner_id)
        ctx.client.cooldowns.take(ctx.user_id)
        await show_titles(ctx, group, kind=self.kind, page=self.target)


GROUP_ITEMS = (
    *(PickMembers, JoinGroup, ChangeGroup),
    *(FindTitles, FindPlanned, TurnTitles, PostPoll, PostPicture),
)
"""The buttons and menus of both messages."""
