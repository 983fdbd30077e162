"""New titles of the season that fit the list."""

from reko_core.contract.digest import DigestTitle
from reko_core.service.digests.occasion import Occasion

__all__ = ["find"]

_MIN_MATCH = 50
"""As well as a typical title that the person likes."""


def find(occasion: Occasion) -> list[DigestTitle]:
    """Return the new titles of the season that fit, best first."""
    return [
        DigestTitle(info=pick.info, match=pick.match)
        for pick in occasion.season
        if pick.match >= _MIN_MATCH
    ]
