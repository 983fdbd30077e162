"""Linking a person to a user of a site."""

from discord.utils import utcnow

from bot.formatting.markdown import plain
from bot.formatting.user_labels import user_values
from bot.interactions.context import Context
from bot.interactions.progress import FetchProgress
from reko_core.contract.parsing import parse_user_name
from reko_core.domain.sites import display_name, site_of
from reko_core.errors import ListPrivate, SiteError, TooBusy, TooManyFetches

__all__ = ["link_list"]


async def link_list(ctx: Context, user: str) -> tuple[bool, str]:
    """Link the person to a user; return whether they are linked, and the message about it.

    Raises BadInput, UserNotFound, OnCooldown, StoreError.
    """
    name = parse_user_name(user)
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer()
    async with FetchProgress(ctx, name).shown():
        name, message = await _look_up(ctx, name)
    if not await ctx.store.accounts.link(ctx.user_id, name, at=utcnow()):
        return False, ctx.texts("link-opted-out", user=plain(display_name(name)))
    return True, message


async def _look_up(ctx: Context, name: str) -> tuple[str, str]:
    """Return the name as its site spells it, and the message. Raises UserNotFound."""
    try:
        summary = await ctx.services.recommender.look_up(name)
    except ListPrivate:
        return name, ctx.texts("link-private", **user_values(name))
    except (SiteError, TooBusy, TooManyFetches):
        return name, ctx.texts("link-unchecked", **user_values(name))
    name = summary.user_name
    joins = ctx.texts(
        "link-joins" if site_of(name) in ctx.services.joining_sites else "link-joins-not"
    )
    done = ctx.texts("link-done", user=plain(display_name(name)), n=summary.n_entries)
    return name, f"{done}\n{joins}"
