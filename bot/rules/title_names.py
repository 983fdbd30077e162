"""The names of titles for a reader: in their language, and none where a title is hidden."""

from collections.abc import Mapping

from bot.i18n.texts import Texts
from bot.rules.place import Place
from reko_core.contract.recommend import Titles
from reko_core.guilds.models import TitleLanguage
from reko_core.service.title_infos import titles_of
from reko_core.store import Store

__all__ = [
    "default_title_language",
    "name_in",
    "server_title_language",
    "title_language",
    "title_names",
]


def name_in(language: TitleLanguage, titles: Titles) -> str:
    """Return the name of a title for a reader of the language."""
    return (titles.english if language == "english" else None) or titles.romaji


async def title_language(person_id: int, place: Place, locale: str, store: Store) -> TitleLanguage:
    """Return in which language a person reads titles. Raises StoreError.

    The person's own choice comes first, then the server's. Without either it is English for those
    who use Discord in English, and for all others romaji, MAL's main names.
    """
    chosen = await store.title_languages.get(person_id)
    return chosen or server_title_language(place, locale)


def server_title_language(place: Place, locale: str) -> TitleLanguage:
    """Return in which language titles are named for those who did not choose one."""
    return place.settings.title_language or default_title_language(locale)


def default_title_language(locale: str) -> TitleLanguage:
    """Return in which language titles are named where neither person nor server chose one."""
    return "english" if locale.startswith("en") else "romaji"


async def title_names(
    titles: Mapping[int, str], place: Place, language: TitleLanguage, store: Store, texts: Texts
) -> dict[int, str]:
    """Return the name of each title, unescaped; `titles` has those to use if it is unknown.

    An adult title is not named where those are hidden. Raises StoreError.
    """
    known = await store.catalogue.get_many([*titles])
    names = dict(titles)
    for anime_id, anime in known.items():
        if anime.is_adult and not place.shows_adult:
            names[anime_id] = texts("adult-title")
        else:
            names[anime_id] = name_in(language, titles_of(anime))
    return names
