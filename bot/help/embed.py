"""The embed of `/reko-help`."""

from collections.abc import Iterable

import discord

from bot.formatting.mal import BRAND
from bot.i18n.texts import Texts

__all__ = ["help_embed"]

_PAGES = (
    ("help-docs", "discord.md"),
    ("help-privacy", "privacy.md"),
    ("help-terms", "terms.md"),
)
_MAX_FIELD = 1024
# Discord wants a name for each field.
_NO_NAME = "\u200b"


def help_embed(commands: Iterable[str], docs_url: str, texts: Texts) -> discord.Embed:
    """Explain the figures, the controls, the named commands, and where to read more.

    docs_url: where the folder `docs` can be read; nothing is linked if it is empty.
    """
    embed = discord.Embed(title=texts("help-title"), description=texts("help-about"), colour=BRAND)
    figures = [texts(f"help-{figure}") for figure in ("match", "score", "enjoyment")]
    embed.add_field(name=texts("help-figures"), value="\n".join(figures), inline=False)
    for key in ("help-users", "help-below"):
        embed.add_field(name=texts(key), value=texts(f"{key}-about"), inline=False)
    keys = [f"cmd-{name.removeprefix('reko-')}" for name in commands]
    lines = [f"`/{texts(key)}` {texts(f'{key}-about')}" for key in keys]
    for n, value in enumerate(_fields(lines)):
        name = _NO_NAME if n else texts("help-commands")
        embed.add_field(name=name, value=value, inline=False)
    if docs_url:
        base = docs_url.rstrip("/")
        links = [f"[{texts(key)}]({base}/{page})" for key, page in _PAGES]
        embed.add_field(name=texts("help-more"), value=" · ".join(links), inline=False)
    return embed


def _fields(lines: Iterable[str]) -> list[str]:
    """Join lines to as few values of fields as Discord allows."""
    values: list[str] = []
    for line in lines:
        if values and len(values[-1]) + len(line) < _MAX_FIELD:
            values[-1] += f"\n{line}"
        else:
            values.append(line)
    return values
