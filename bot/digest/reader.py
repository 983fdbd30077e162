"""Who reads a digest: their language, and how titles are named for them."""

from dataclasses import dataclass

from bot.formatting.dates import date_text
from bot.formatting.mal import anime_url
from bot.formatting.markdown import plain
from bot.i18n.texts import Texts
from bot.rules.title_names import name_in
from reko_core.contract.digest import DigestTitle
from reko_core.contract.recommend import Titles
from reko_core.guilds.models import TitleLanguage

__all__ = ["Reader"]

_MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, or the people of a server."""

    texts: Texts
    language: TitleLanguage
    is_server: bool

    def name(self, titles: Titles) -> str:
        """Return the name of a title as Markdown."""
        return plain(name_in(self.language, titles), _MAX_NAME)

    def link(self, title: DigestTitle) -> str:
        """Return the name of a title, linked to its page."""
        return f"**[{self.name(title.info.titles)}]({anime_url(title.info.id)})**"

    def start(self, title: DigestTitle) -> str:
        """Return the day on which a title starts."""
        return date_text(title.info.airing_date or "")
