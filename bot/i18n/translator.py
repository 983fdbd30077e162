"""Names of commands, options and choices in other languages, for Discord's menus."""

from discord import Locale, app_commands
from discord.app_commands import locale_str

from bot.i18n.texts import ENGLISH, LANGUAGES, texts_for

__all__ = ["RekoTranslator", "localized"]

_TRANSLATED = {
    Locale(name)
    for language, locales in LANGUAGES.items()
    if language != ENGLISH
    for name in locales
}


def localized(key: str) -> locale_str:
    """Return the English text of `key` in a form that Discord shows in the reader's language."""
    return locale_str(texts_for(Locale.american_english)(key), key=key)


class RekoTranslator(app_commands.Translator):
    """Looks up the keys of `localized` in the texts of each language."""

    async def translate(
        self,
        string: locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - part of the interface
    ) -> str | None:
        """Return the translation, None where the language has none."""
        key = string.extras.get("key")
        if key is None or locale not in _TRANSLATED:
            return None
        return texts_for(locale)(key)
