"""Titles that have risen to the top of the recommendations since the last digest."""

from reko_core.contract.digest import DigestTitle
from reko_core.service.digests.occasion import Occasion

__all__ = ["find"]

_TOP = 10
_MIN_RISE = 5
"""Fewer places are a matter of what was watched meanwhile."""


def find(occasion: Occasion) -> list[DigestTitle]:
    """Return the titles among the first ten that were not, and rose by five places, best first."""
    response, before = occasion.response, occasion.before
    if response is None or before is None:
        return []
    ranks = before.ranks
    last = len(ranks) + 1
    found = []
    for rank, reko in enumerate(response.rekos[:_TOP], 1):
        earlier = ranks.get(reko.id, last)
        if earlier > _TOP and earlier - rank >= _MIN_RISE:
            found.append(DigestTitle(info=reko.info, match=reko.match, rank=rank))
    return found
