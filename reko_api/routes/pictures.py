"""The routes that return pictures: those of JSON with `.png` at the end."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from reko_api.protocols import Recommender
from reko_api.routes.json_endpoint import JsonEndpoint, Limits
from reko_core.contract.affinity import AffinityRequest
from reko_core.contract.group import GroupRequest
from reko_core.contract.season import SeasonRequest
from reko_core.contract.taste import TasteRequest
from reko_core.pictures.affinity_card import draw_affinity
from reko_core.pictures.group_card import draw_group
from reko_core.pictures.picture_cache import PictureCache
from reko_core.pictures.season_sheet import draw_seasons
from reko_core.pictures.taste_card import draw_taste

__all__ = ["picture_endpoints"]


def picture_endpoints(
    recommender: Recommender, limits: Limits
) -> Iterator[tuple[str, JsonEndpoint[Any]]]:
    """Yield paths and endpoints, which share a cache."""
    draw = PictureCache().draw
    tastes, affinities, groups = recommender.tastes, recommender.affinities, recommender.groups
    yield (
        "/taste.png",
        JsonEndpoint(TasteRequest, tastes.describe, limits, draw=partial(draw, draw_taste)),
    )
    yield (
        "/affinity.png",
        JsonEndpoint(
            AffinityRequest, affinities.compare, limits, draw=partial(draw, draw_affinity)
        ),
    )
    yield (
        "/recommendations/group.png",
        JsonEndpoint(GroupRequest, groups.recommend, limits, draw=partial(draw, draw_group)),
    )
    yield (
        "/recommendations/season.png",
        JsonEndpoint(
            SeasonRequest,
            recommender.seasons.recommend,
            limits,
            draw=partial(draw, draw_seasons),
        ),
    )
