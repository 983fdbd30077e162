"""The texts of the taste card, and the same in words for those who cannot see it."""

from collections.abc import Iterator

from bot.formatting.user_labels import user_label
from bot.i18n.texts import Texts
from bot.interactions.pictures import names_in
from bot.rules.title_names import name_in
from reko_core.contract.taste import TasteResponse
from reko_core.guilds.models import TitleLanguage
from reko_core.pictures.taste_card import TasteLabels, shown_genres

__all__ = ["STANDING_KEYS", "taste_alt_text", "taste_labels", "taste_subtitle"]

STANDING_KEYS = (
    "taste-standing-titles",
    "taste-standing-mean",
    "taste-standing-spread",
    "taste-standing-dropped",
    "taste-standing-mainstream",
)


def taste_labels(taste: TasteResponse, texts: Texts, language: TitleLanguage) -> TasteLabels:
    """Return the texts of the card, titles named in the reader's language."""
    titles, mean, spread, dropped, mainstream = map(texts, STANDING_KEYS)
    return TasteLabels(
        user=user_label(taste.user_name, texts),
        subtitle=taste_subtitle(taste, texts),
        nothing=texts("taste-nothing"),
        standing=texts("taste-standing"),
        standing_rows=(titles, mean, spread, dropped, mainstream),
        genres=texts("taste-genres"),
        mark=texts("taste-mark"),
        scores=texts("taste-scores"),
        decades=texts("taste-decades"),
        generous=texts("taste-generous"),
        harsh=texts("taste-harsh"),
        favourites=texts("taste-favourites"),
        names=names_in(language, [(one.id, one.titles) for one in taste.rare_favourites]),
    )


def taste_subtitle(taste: TasteResponse, texts: Texts) -> str:
    """Say how much was seen and scored."""
    counts, mean = taste.counts, taste.scores.mean
    subtitle = texts("taste-subtitle", seen=counts.seen, scored=counts.scored)
    return subtitle if mean is None else texts("taste-subtitle-mean", subtitle=subtitle, mean=mean)


def taste_alt_text(taste: TasteResponse, texts: Texts, language: TitleLanguage) -> str:
    """Return the card in words."""
    title = texts("taste-title", user=user_label(taste.user_name, texts))
    return "\n".join((f"{title}: {taste_subtitle(taste, texts)}", *_lines(taste, texts, language)))


def _lines(taste: TasteResponse, texts: Texts, language: TitleLanguage) -> Iterator[str]:
    if not taste.counts.seen:
        yield texts("taste-nothing")
        return
    parts = {
        "taste-genres": (f"{one.name} {one.share:.0f}" for one in shown_genres(taste.genres)),
        "taste-generous": (f"{one.name} {one.difference:+.1f}" for one in taste.generous_on),
        "taste-harsh": (f"{one.name} {one.difference:+.1f}" for one in taste.harsh_on),
        "taste-favourites": (
            f"{name_in(language, one.titles)} ({one.score})" for one in taste.rare_favourites
        ),
    }
    for key, values in parts.items():
        if listed := ", ".join(values):
            yield f"{texts(key)}: {listed}"
