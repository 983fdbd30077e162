"""Time zones: a first guess by language, and suggestions while a person types."""

from collections.abc import Mapping
from types import MappingProxyType

from discord.app_commands import Choice

from bot.client import Interaction
from bot.errors import WrongInput
from bot.formatting.markdown import plain
from bot.interactions.user_names import choices
from reko_core.domain.digest_schedule import timezones

__all__ = ["complete_timezone", "find_timezone", "guess_timezone"]

_GUESSES: Mapping[str, str] = MappingProxyType(
    {
        "en-US": "America/New_York",
        "en-GB": "Europe/London",
        "de": "Europe/Berlin",
        "fr": "Europe/Paris",
        "es-ES": "Europe/Madrid",
        "es-419": "America/Mexico_City",
        "pt-BR": "America/Sao_Paulo",
        "ja": "Asia/Tokyo",
        "it": "Europe/Rome",
        "pl": "Europe/Warsaw",
        "nl": "Europe/Amsterdam",
        "ko": "Asia/Seoul",
        "th": "Asia/Bangkok",
        "vi": "Asia/Ho_Chi_Minh",
        "tr": "Europe/Istanbul",
    }
)


def guess_timezone(locale: str) -> str:
    """Return the time zone of most people with a locale of Discord, which does not tell theirs."""
    return _GUESSES.get(locale, "UTC")


def find_timezone(given: str) -> str:
    """Return the time zone of this name, in any case. Raises WrongInput."""
    wanted = given.strip().replace(" ", "_").casefold()
    found = next((name for name in timezones() if name.casefold() == wanted), None)
    if found is None:
        raise WrongInput("error-timezone", name=plain(given, 100))
    return found


async def complete_timezone(_: Interaction, typed: str) -> list[Choice[str]]:
    """Suggest time zones whose names have the text; those of a city that starts so come first."""
    part = typed.strip().replace(" ", "_").casefold()
    found = [name for name in timezones() if part in name.casefold()]
    return choices(
        sorted(
            found,
            key=lambda name: (not name.rpartition("/")[2].casefold().startswith(part), name),
        )
    )
