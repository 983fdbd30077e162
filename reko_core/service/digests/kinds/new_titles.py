"""New titles of the season that fit the list."""

from reko_core.contract.digest import DigestTitle
from reko_core.contract.season import SeasonRecommendation
from reko_core.service.digests.occasion import Occasion

__all__ = ["find"]

_MIN_MATCH = 50


def find(occasion: Occasion) -> list[DigestTitle]:
    """Return the new titles of the season that fit, best first.

    What continues something that the person has not seen is left out.
    """
    return [
        _title(reko)
        for reko in occasion.season
        if reko.match >= _MIN_MATCH and not reko.misses_earlier
    ]


def _title(reko: SeasonRecommendation) -> DigestTitle:
    reason = reko.reason
    own = reason.own if reason is not None and reason.kind == "sequel" else None
    return DigestTitle(
        info=reko.info,
        match=reko.match,
        prequel=own.titles if own else None,
        own_score=own.score if own else None,
    )
