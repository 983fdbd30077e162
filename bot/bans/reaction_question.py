"""The direct message that asks a person to confirm a 🚫 reaction."""

import re
from collections.abc import Mapping
from typing import Any, Self

import discord

from bot.bans.undo import (
    IDS,
    MAX_NAME,
    join_ids,
    outcome_message,
    split_ids,
    titles_by_id,
)
from bot.errors import NotAllowed
from bot.formatting.markdown import plain
from bot.i18n.texts import texts_for
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.results.results import RESULT_ID
from bot.rules.bans import Right
from reko_core.store import StoredResult

__all__ = ["ConfirmReaction", "reaction_question"]


def reaction_question(
    result: StoredResult,
    names: Mapping[int, str],
    server: str,
    right: Right,
) -> dict[str, Any]:
    """Return the parts of the message that asks whether to ban titles, given by their names."""
    texts, by_vote = texts_for(result.locale), right is Right.VOTE
    anime_ids = tuple(names)
    listed = "\n".join(f"- {plain(name, MAX_NAME)}" for name in names.values())
    key = "reaction-ask-vote" if by_vote else "reaction-ask"
    if result.scope.guild_id is None:
        key = "reaction-ask-personal"
    view = discord.ui.View(timeout=None)
    yes = texts("button-vote-all" if by_vote else "button-ban-all", n=len(anime_ids))
    view.add_item(ConfirmReaction("yes", result.id, anime_ids, label=yes))
    view.add_item(ConfirmReaction("no", result.id, anime_ids, label=texts("button-cancel")))
    return {"content": texts(key, server=plain(server, 100), titles=listed), "view": view}


class ConfirmReaction(
    PersistentButton,
    template=rf"reko:react:(?P<verb>yes|no):(?P<result>{RESULT_ID}):(?P<ids>{IDS})",
):
    """Bans the titles or votes for it; rights in the server are checked again."""

    def __init__(
        self, verb: str, result_id: str, anime_ids: tuple[int, ...], *, label: str = "…"
    ) -> None:
        self.verb, self.result_id, self.anime_ids = verb, result_id, anime_ids
        is_yes = verb == "yes"
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.danger if is_yes else discord.ButtonStyle.secondary,
                label=label,
                custom_id=f"reko:react:{verb}:{result_id}:{join_ids(anime_ids)}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["verb"], match["result"], split_ids(match["ids"]))

    async def press(self, ctx: Context) -> None:
        """Ban or vote, and redraw the page in the server. Raises Expired, NotAllowed."""
        client = ctx.client
        if self.verb == "no":
            await ctx.reply.update(content=ctx.texts("reaction-no"), view=None)
            return
        async with client.results.locked(self.result_id) as result:
            right, settings = await client.rights.of(result, ctx.user_id)
            if right is None:
                raise NotAllowed("error-left-server")
            outcome = await client.bans.ban(
                result.scope,
                titles_by_id(result, self.anime_ids),
                person_id=ctx.user_id,
                right=right,
                votes_needed=settings.votes_needed,
            )
            client.server_log.write_ban(result.scope, outcome, by=ctx.user_id)
            message = await outcome_message(ctx, outcome, result)
            await ctx.reply.update(**{"view": None, **message})
            await client.pages.redraw(result)
