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

    def prequel(self, title: DigestTitle) -> str:
        """Return what a title continues, empty if nothing is known of that."""
        if title.prequel is None:
            return ""
        prequel = self.name(title.prequel)
        if self.is_server:
            return self.texts("digest-completed-by", title=prequel, n=title.n_people)
        if title.own_score is not None:
            return self.texts("digest-sequel-scored", title=prequel, score=title.own_score)
        return self.texts("digest-sequel-of", title=prequel)

    def match(self, title: DigestTitle) -> str:
        """Return how well a title fits, empty if that is not known."""
        return "" if title.match is None else self.texts("digest-match", match=title.match)
