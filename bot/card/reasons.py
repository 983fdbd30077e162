"""Why a title is recommended, in three sentences, and the texts of the picture.

`other_user` is the user that the prediction is for, None if that is the reader.
"""

from collections.abc import Iterator, Sequence

from bot.formatting.counts import count_of
from bot.formatting.markdown import plain
from bot.formatting.user_labels import user_label
from bot.i18n.texts import Texts
from bot.rules.title_names import name_in
from reko_core.contract.explain import Influence, WhyResponse
from reko_core.guilds.models import TitleLanguage
from reko_core.pictures.explanation_picture import ExplanationLabels

__all__ = ["picture_labels", "reasons"]

MAX_RAISING, MAX_LOWERING = 3, 2
_MAX_NAME = 60


def reasons(
    why: WhyResponse, other_user: str | None, texts: Texts, language: TitleLanguage
) -> list[str]:
    """Return at most three: the prediction, what speaks for and against it, who agrees."""
    expected = why.expected
    values: dict[str, str | float] = {
        "score": expected.score,
        "low": expected.low,
        "high": expected.high,
        "listed": _listed(why, texts),
    }
    if other_user is None:
        first = texts("why-score-own", **values)
    else:
        first = texts("why-score", user=plain(user_label(other_user, texts), _MAX_NAME), **values)
    return [first, *_influences(why, texts, language), *_similar(why, texts)]


def picture_labels(why: WhyResponse, other_user: str | None, texts: Texts) -> ExplanationLabels:
    """Return the texts of the picture."""
    expected = why.expected
    return ExplanationLabels(
        score=texts("why-number", score=expected.score),
        range=texts("why-range", low=expected.low, high=expected.high),
        influences=texts("why-own-scores" if other_user is None else "why-scores"),
        similar=texts("why-histogram", n=why.similar.scored),
    )


def _listed(why: WhyResponse, texts: Texts) -> str:
    """Say what the list holds: the score predicted beside it is not a mistake."""
    if why.own is None or why.own.status == "plan_to_watch":
        return ""
    return texts("why-listed", score=why.own.score or 0)


def _influences(why: WhyResponse, texts: Texts, language: TitleLanguage) -> Iterator[str]:
    if why.metadata.basis != "similar_users_and_factors":
        is_community = why.metadata.basis == "community"
        yield texts("why-basis-community" if is_community else "why-basis-mean")
        return
    raising = [one for one in why.influences if one.effect > 0][:MAX_RAISING]
    lowering = [one for one in why.influences if one.effect < 0][: -MAX_LOWERING - 1 : -1]
    if raising and lowering:
        yield texts(
            "why-for-and-against",
            raising=_names(raising, language),
            lowering=_names(lowering, language),
        )
    elif raising:
        yield texts("why-for", titles=_names(raising, language))
    elif lowering:
        yield texts("why-against", titles=_names(lowering, language))


def _names(influences: Sequence[Influence], language: TitleLanguage) -> str:
    named = ((plain(name_in(language, one.titles), _MAX_NAME), one.score) for one in influences)
    return ", ".join(f"{name} ({score})" for name, score in named)


def _similar(why: WhyResponse, texts: Texts) -> Iterator[str]:
    n_users, similar = why.metadata.users.found, why.similar
    if similar.seen:
        n = count_of(similar.recommended, similar.seen)
        yield texts("why-similar", seen=similar.seen, n=n)
    elif n_users:
        yield texts("why-unseen", n=n_users)
