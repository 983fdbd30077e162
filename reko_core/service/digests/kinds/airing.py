"""Titles on the plan-to-watch list that start in the period of the digest."""

from reko_core.contract.digest import DigestTitle
from reko_core.domain.models import Status
from reko_core.service.digests.occasion import Occasion
from reko_core.service.title_infos import anime_info

__all__ = ["find"]


def find(occasion: Occasion) -> list[DigestTitle]:
    """Return the planned titles that start, in the order in which they do."""
    entries = occasion.entries
    planned = set(entries.anime_ids[entries.statuses == Status.PLAN_TO_WATCH].tolist())
    starting = [anime for anime in occasion.starting if anime.id in planned]
    return [
        DigestTitle(info=anime_info(anime, frozenset(), include_adult=False))
        for anime in sorted(starting, key=lambda anime: (anime.start_date or "", anime.id))
    ]
