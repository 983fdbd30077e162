"""Texts in the language of the person who reads them (Project Fluent)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from discord import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

__all__ = ["ENGLISH", "LANGUAGES", "Texts", "texts_for"]

ENGLISH = "en"
LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "en": ("en-US", "en-GB"),
    "de": ("de",),
    "es": ("es-ES", "es-419"),
    "fr": ("fr",),
    "ja": ("ja",),
    "pt-BR": ("pt-BR",),
}
"""Language -> Discord's locales that read it, its own first.

Each has a folder in `locales/`, with a file for each feature.
"""

_LANGUAGE_OF = {locale: language for language, locales in LANGUAGES.items() for locale in locales}


class Texts:
    """The texts of one language, with English as fallback.

    locale: Discord's name of the language.
    """

    def __init__(self, language: str) -> None:
        self.locale = LANGUAGES[language][0]
        # Bidirectional isolation marks around values show as boxes in some clients.
        self._bundle = FluentBundle([self.locale], use_isolating=False)
        for source in dict.fromkeys((ENGLISH, language)):
            self._bundle.add_resource(_resource(source), allow_overrides=True)

    def __call__(self, key: str, **values: str | float) -> str:
        """Return the text of a key with its values. Raises KeyError for an unknown key.

        The caller escapes names and titles among the values (`bot.formatting.markdown`).
        """
        if not self._bundle.has_message(key):
            raise KeyError(key)
        pattern = self._bundle.get_message(key).value
        assert pattern is not None, f"{key} has no value"
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise errors[0]
        return str(text)


@cache
def _resource(language: str) -> Resource:
    folder = files("bot.i18n.locales").joinpath(language)
    sources = [file for file in folder.iterdir() if file.name.endswith(".ftl")]
    texts = [file.read_text(encoding="utf-8") for file in sources]
    return FluentResource("\n".join(texts))


@cache
def _texts(language: str) -> Texts:
    return Texts(language)


def texts_for(locale: Locale | str) -> Texts:
    """Return the texts for a locale of Discord (`de`, `en-GB`); English as fallback."""
    return _texts(_LANGUAGE_OF.get(str(locale), ENGLISH))
