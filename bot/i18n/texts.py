"""What the bot says, in the language of the person who reads it (Project Fluent)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from discord import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

__all__ = ["ENGLISH", "LANGUAGES", "Texts", "texts_for"]

ENGLISH = "en"
LANGUAGES: Mapping[str, str] = {"en": "en-US", "de": "de"}
"""Language -> the locale by which Discord knows it. Each has a file in `locales/`."""


class Texts:
    """The sentences of one language; what it lacks is said in English.

    `locale` is Discord's name of the language.
    """

    def __init__(self, language: str) -> None:
        self.locale = LANGUAGES[language]
        # Marks of isolation around each value would show as boxes in some clients.
        self._bundle = FluentBundle([self.locale], use_isolating=False)
        for source in dict.fromkeys((ENGLISH, language)):
            self._bundle.add_resource(_resource(source), allow_overrides=True)

    def __call__(self, key: str, **values: str | float) -> str:
        """Return the sentence with its values set in. Raises KeyError for an unknown key.

        Names and titles among the values are to be escaped by the caller (`embeds.markdown`).
        """
        if not self._bundle.has_message(key):
            raise KeyError(key)
        pattern = self._bundle.get_message(key).value
        assert pattern is not None, f"{key} has no value"
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise errors[0]
        return str(text)


def _resource(language: str) -> Resource:
    file = files("bot.i18n.locales").joinpath(f"{language}.ftl")
    return FluentResource(file.read_text(encoding="utf-8"))


@cache
def _texts(language: str) -> Texts:
    return Texts(language)


def texts_for(locale: Locale | str) -> Texts:
    """Return the texts for a locale of Discord's, `de` or `en-GB`; English where there are none."""
    language = str(locale).partition("-")[0]
    return _texts(language if language in LANGUAGES else ENGLISH)
