"""The texts of the season sheet, and the same in words for those who cannot see it."""

from collections.abc import Iterator

from bot.formatting.user_labels import user_label
from bot.i18n.texts import Texts
from bot.interactions.pictures import names_in
from bot.rules.title_names import name_in
from bot.season.embed import season_name
from bot.season.season_page import SeasonPage
from reko_core.contract.season import SeasonReason, SeasonRecommendation
from reko_core.pictures.drawing.names import title_name
from reko_core.pictures.season_sheet import SeasonLabels

__all__ = ["season_alt_text", "season_labels"]

_SHORTER = {"sequel", "studio"}
"""Reasons whose sentence is too long for a line of the sheet."""


def season_labels(page: SeasonPage, texts: Texts) -> SeasonLabels:
    """Return the texts of the sheet, titles named in the reader's language."""
    return SeasonLabels(
        title=season_name(page.season, texts),
        subtitle=user_label(page.user_name, texts),
        legend=texts("season-sheet-legend"),
        notes={reko.id: ", ".join(_note(reko, page, texts)) for reko in page.titles},
        names=names_in(page.title_language, [(one.id, one.info.titles) for one in page.titles]),
        first=page.first_rank,
    )


def season_alt_text(page: SeasonPage, texts: Texts) -> str:
    """Return the sheet in words."""
    name = season_name(page.season, texts)
    lines = [texts("season-for", season=name, user=user_label(page.user_name, texts))]
    for rank, reko in enumerate(page.titles, page.first_rank):
        title, score = name_in(page.title_language, reko.info.titles), reko.expected
        figures = f"{reko.match}; {score.score:.1f} ({score.low:.1f}\N{EN DASH}{score.high:.1f})"
        lines.append(f"{rank}. {title}: {figures}")
    return "\n".join((*lines, texts("season-sheet-legend")))


def _note(reko: SeasonRecommendation, page: SeasonPage, texts: Texts) -> Iterator[str]:
    if not reko.is_new:
        yield texts("season-sheet-continues")
    elif reko.is_little_known:
        yield texts("season-sheet-little-known")
    if reko.misses_earlier:
        yield texts("season-misses-earlier", whose=page.whose_list)
    if reko.reason is not None:
        yield _reason(reko.reason, page, texts)


def _reason(reason: SeasonReason, page: SeasonPage, texts: Texts) -> str:
    own, place = reason.own, "sheet" if reason.kind in _SHORTER else "reason"
    name = "" if own is None else name_in(page.title_language, own.titles)
    return texts(
        f"season-{place}-{reason.kind}",
        whose=page.whose_list,
        title="" if own is None else title_name(own.id, name, own.titles),
        score="none" if own is None or own.score is None else own.score,
        names=", ".join(reason.names),
    )
