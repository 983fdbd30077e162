"""The texts of the affinity card, and the same in words for those who cannot see it."""

from collections.abc import Iterator

from bot.affinity.embed import confidence, shared_titles
from bot.formatting.user_labels import user_label
from bot.i18n.texts import Texts
from bot.interactions.pictures import names_in
from bot.rules.title_names import name_in
from reko_core.contract.affinity import AffinityResponse
from reko_core.guilds.models import TitleLanguage
from reko_core.pictures.affinity_card import AffinityLabels, disputed_titles

__all__ = ["affinity_alt_text", "affinity_labels"]


def affinity_labels(
    comparison: AffinityResponse, texts: Texts, language: TitleLanguage
) -> AffinityLabels:
    """Return the texts of the card, titles named in the reader's language."""
    titles = (*comparison.agree, *comparison.disagree)
    return AffinityLabels(
        users=_users(comparison, texts),
        range=confidence(comparison, texts),
        shared=shared_titles(comparison, texts),
        affinity=texts("affinity-word"),
        agree=texts("affinity-agree"),
        disagree=texts("affinity-disagree"),
        names=names_in(language, [(one.id, one.titles) for one in titles]),
    )


def affinity_alt_text(comparison: AffinityResponse, texts: Texts, language: TitleLanguage) -> str:
    """Return the card in words."""
    one, other = _users(comparison, texts)
    title = texts("affinity-title", a=one, b=other)
    listed = _titles(comparison, texts, language)
    return "\n".join((f"{title}: {comparison.affinity} / 100", *listed))


def _users(comparison: AffinityResponse, texts: Texts) -> tuple[str, str]:
    one, other = (user_label(user.user_name, texts) for user in comparison.users)
    return one, other


def _titles(comparison: AffinityResponse, texts: Texts, language: TitleLanguage) -> Iterator[str]:
    disputed = disputed_titles(comparison)
    for key, titles in (("affinity-agree", comparison.agree), ("affinity-disagree", disputed)):
        if titles:
            named = (
                f"{name_in(language, one.titles)} ({one.scores[0]} / {one.scores[1]})"
                for one in titles
            )
            yield f"{texts(key)}: {', '.join(named)}"
