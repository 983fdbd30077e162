"""MAL names that people type: suggested, left out, remembered."""

from collections.abc import Sequence

import structlog
from discord import app_commands
from discord.app_commands import Choice
from discord.utils import utcnow

from bot.errors import NameMissing
from bot.formatting.markdown import shortened
from bot.interactions.reply import Interaction
from bot.rules.place import Place, place_of
from bot.services import Services
from reko_core.errors import RekoError, StoreError

__all__ = ["Name", "choices", "complete_name", "named_or_linked", "remember_names"]

MAX_CHOICES = 25
_MAX_CHOICE = 100

# Longer than MAL's names: what is wrong with one is told by us, not by Discord.
Name = app_commands.Range[str, 1, 40]

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def named_or_linked(services: Services, discord_id: int, name: str | None) -> str:
    """Return the MAL name that was given, or else the linked one. Raises NameMissing."""
    if name is not None:
        return name
    account = await services.store.accounts.get(discord_id)
    if account is None:
        raise NameMissing
    return account.mal_name


async def complete_name(
    services: Services, interaction: Interaction, typed: str
) -> list[Choice[str]]:
    """Offer the names that this person has used before in this server."""
    try:
        place = await place_of(interaction)
        names = await services.store.names.recent(place.scope, interaction.user.id, typed)
    except RekoError:
        # Suggestions are a help; where they fail, the name can still be typed.
        return []
    return choices(names)


async def remember_names(services: Services, place: Place, discord_id: int, *names: str) -> None:
    """Keep names to suggest them later; that it fails is no reason to trouble the person."""
    try:
        for name in names:
            await services.store.names.remember(place.scope, discord_id, name, at=utcnow())
    except StoreError as error:
        _log.warning("names not remembered", error=type(error).__name__)


def choices(values: Sequence[str]) -> list[Choice[str]]:
    """Return as many of the values as Discord shows."""
    return [
        Choice(name=shortened(value, _MAX_CHOICE), value=shortened(value, _MAX_CHOICE))
        for value in values[:MAX_CHOICES]
    ]
