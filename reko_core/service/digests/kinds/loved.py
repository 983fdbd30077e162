"""Titles that a similar user recommends now, and did not at the last digest. Nobody is named."""

from reko_core.contract.digest import DigestTitle
from reko_core.service.digests.occasion import Occasion

__all__ = ["find"]


def find(occasion: Occasion) -> list[DigestTitle]:
    """Return the titles, best match first.

    A user counts who was similar at the last digest, too: others are no news of somebody.
    """
    response, before = occasion.response, occasion.before
    if response is None or before is None:
        return []
    known, recommenders = frozenset(before.users), before.recommenders
    found = []
    for reko in response.rekos:
        # Of a title that was not ranked, it is not known who recommended it.
        earlier = recommenders.get(reko.id, known)
        now = frozenset(response.users[index].hash for index in reko.users)
        if (now & known) - earlier:
            found.append(DigestTitle(info=reko.info, match=reko.match))
    return found
