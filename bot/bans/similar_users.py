"""The similar users of a result, and banning them by their hash."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord.utils import utcnow

from bot.errors import NotAllowed
from bot.formatting.mal import BRAND
from bot.formatting.markdown import plain
from bot.i18n.texts import Texts
from bot.interactions.components import PersistentSelect, ResultButton, make_menu
from bot.interactions.context import Context
from bot.results.results import RESULT_ID
from reko_core.contract.recommend import SimilarUser
from reko_core.snapshots.scoped_hashes import ScopedHashes

__all__ = ["BanUsers", "ShowNeighbours"]

_N_SHOWN = 10
_N_GROUPS = 4
_SHORT_HASH = 8


class ShowNeighbours(ResultButton, template=rf"reko:users:(?P<result_id>{RESULT_ID})"):
    """Says to the person who pressed who the similar users are; managers can ban them there."""

    word, icon = "users", "👥"

    async def press(self, ctx: Context) -> None:
        """Show them. Raises Expired."""
        results, place = ctx.client.results, await ctx.place()
        result = await results.find(self.result_id)
        users = result.response.users
        loved = await ctx.services.recommender.favourite_genres(
            [user.hash for user in users], include_adult=place.shows_adult
        )
        n_all = result.response.metadata.users.found
        lines = [*_people(users, loved, ctx.texts)]
        parts: dict[str, Any] = {}
        if place.scope == result.scope and ctx.may_manage:
            shown = _shown(users[:_N_SHOWN], ctx.services.recommender.hashes_in(result.scope))
            # Not `user.rekos.sent`: that counts spare titles, too.
            titles = await results.titles(result, place)
            n_titles = Counter(index for title in titles for index in title.users)
            lines += ["", ctx.texts("users-about"), *_hash_lines(shown, n_titles, ctx.texts)]
            parts["view"] = view = discord.ui.View(timeout=None)
            view.add_item(BanUsers(self.result_id, shown, placeholder=ctx.texts("users-ban")))
        embed = discord.Embed(
            title=ctx.texts("users-title", n=n_all), colour=BRAND, description="\n".join(lines)
        )
        await ctx.reply.send(embed=embed, **parts)


class BanUsers(PersistentSelect, template=rf"reko:banusers:(?P<result_id>{RESULT_ID})"):
    """Bans similar users, in a server by its managers, otherwise for oneself."""

    def __init__(
        self, result_id: str, users: tuple[SimilarUser, ...] = (), *, placeholder: str = ""
    ) -> None:
        self.result_id = result_id
        options = [
            discord.SelectOption(label=user.hash[:_SHORT_HASH], value=user.hash, emoji="👤")
            for user in users
        ]
        custom_id = f"reko:banusers:{result_id}"
        super().__init__(make_menu(custom_id, options, placeholder, takes_several=True))

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Ban them. Raises Expired, NotAllowed."""
        result = await ctx.client.results.find(self.result_id)
        place = await ctx.place()
        ctx.require_manager()
        if place.scope != result.scope:
            raise NotAllowed("error-manage-server")
        users = result.response.users
        shown = _shown(users, ctx.services.recommender.hashes_in(result.scope))
        digests = [user.hash for user, one in zip(users, shown, strict=True) if one.hash in values]
        new = await ctx.store.bans.ban_users(place.scope, digests, by=ctx.user_id, at=utcnow())
        if new:
            ctx.client.server_log.write(place.scope, "log-users-banned", by=ctx.user_id, n=len(new))
        message = ctx.texts("users-banned", n=len(new))
        await ctx.reply.update(content=message, embed=None, view=None)


def _shown(users: tuple[SimilarUser, ...], hashes: ScopedHashes) -> tuple[SimilarUser, ...]:
    """Return stored users, who have digests as hashes, with the hashes of a server or person."""
    shown = hashes.show(user.hash for user in users)
    return tuple(
        user.model_copy(update={"hash": user_hash})
        for user, user_hash in zip(users, shown, strict=True)
    )


def _people(users: tuple[SimilarUser, ...], loved: Sequence[str], texts: Texts) -> Iterator[str]:
    """Describe the users by what they love, and say how close the closest is."""
    for genre, n in Counter(loved).most_common(_N_GROUPS):
        yield "• " + texts("users-love", n=n, genre=plain(genre, 64))
    yield texts("users-closest", affinity=max((user.affinity for user in users), default=0))


def _hash_lines(
    users: tuple[SimilarUser, ...], n_titles: Mapping[int, int], texts: Texts
) -> Iterator[str]:
    """Yield a line a user; n_titles: index of a user -> titles they recommend."""
    for index, user in enumerate(users):
        about = texts("users-line", n=n_titles.get(index, 0))
        yield f"**{user.affinity}** {about} · `{user.hash}`"
