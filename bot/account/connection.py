"""Connecting the account at a site, being told that it is, and disconnecting it."""

from collections.abc import Mapping
from typing import Any

from bot.formatting.markdown import plain
from bot.i18n.texts import texts_for
from bot.interactions.connecting import connect_message
from bot.interactions.context import Context
from reko_core.domain.sites import Site, bare_name, site_of

__all__ = ["connect", "connected_message", "disconnect"]

_REVOCATION_PAGES = {
    Site.MAL: "<https://myanimelist.net/apiconfig>",
    Site.ANILIST: "<https://anilist.co/settings/apps>",
}


async def connect(ctx: Context, site: str | None) -> None:
    """Send a person their own link to a site. Raises as `connect_message`."""
    await ctx.reply.send(**await connect_message(ctx, None if site is None else Site(site)))


async def disconnect(ctx: Context) -> None:
    """Delete the tokens of a person."""
    connection = await ctx.store.connections.get(ctx.user_id)
    if connection is None or not await ctx.store.connections.disconnect(ctx.user_id):
        await ctx.reply.send(ctx.texts("disconnect-none"))
        return
    site = site_of(connection.name)
    text = ctx.texts("disconnected", site=site.label, url=_REVOCATION_PAGES[site])
    await ctx.reply.send(text)


def connected_message(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the direct message that tells a person what was connected."""
    user_name = payload["user_name"]
    user, site = plain(bare_name(user_name)), site_of(user_name).label
    return {"content": texts_for(payload["locale"])("connected", user=user, site=site)}
