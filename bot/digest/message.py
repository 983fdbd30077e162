"""The message of a digest: an embed for each kind of news, and the button that ends it."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import discord

from bot.digest.buttons import EndDigest
from bot.digest.kinds import airing, loved, movement, new_titles, sequel
from bot.digest.reader import Reader
from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, cover_url
from bot.i18n.texts import texts_for
from bot.rules.title_names import default_title_language
from reko_core.contract.digest import Digest, DigestKind, DigestSection, DigestTitle

__all__ = ["digest_message"]

_Parts: TypeAlias = Callable[[DigestTitle, Reader], Iterator[str]]
_PARTS: Mapping[DigestKind, _Parts] = MappingProxyType(
    {
        "airing": airing.parts,
        "sequel": sequel.parts,
        "season": new_titles.parts,
        "loved": loved.parts,
        "movement": movement.parts,
    }
)


def digest_message(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of the message for a payload of the outbox."""
    digest, texts = Digest.model_validate(payload["digest"]), texts_for(payload["locale"])
    language = payload["title_language"] or default_title_language(texts.locale)
    reader = Reader(texts, language, payload["is_server"])
    embeds = [_embed(section, reader) for section in digest.sections]
    if reader.is_server:
        embeds[-1].set_footer(text=texts("digest-people", n=digest.n_people))
    view = discord.ui.View(timeout=None)
    view.add_item(EndDigest(payload["subscription_id"], label=texts("button-digest-end")))
    key = "digest-title-server" if reader.is_server else "digest-title"
    return {"content": texts(key), "embeds": fit_embeds(embeds), "view": view}


def _embed(section: DigestSection, reader: Reader) -> discord.Embed:
    audience = "server" if reader.is_server else "you"
    embed = discord.Embed(
        title=reader.texts(f"digest-{audience}-{section.kind}"),
        description="\n".join(_line(section.kind, title, reader) for title in section.titles),
        colour=BRAND,
    )
    # On a phone, more pictures than one would be all that is seen.
    if cover := cover_url(section.titles[0].info):
        embed.set_thumbnail(url=cover)
    return embed


def _line(kind: DigestKind, title: DigestTitle, reader: Reader) -> str:
    return " · ".join(filter(None, (reader.link(title), *_PARTS[kind](title, reader))))
